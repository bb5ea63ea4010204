-- Every rejected row, in the order of its file.
select source, load, file, line, column_name, found, reason, target
from reject
order by source, load, file, line nulls first, column_name, reason;
