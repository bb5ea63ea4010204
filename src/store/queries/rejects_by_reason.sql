-- How many rows of each file were rejected, and for which reason.
select source, file, column_name, reason, count(*) as rows, min(line) as first_line, min(found) as example
from reject
group by source, file, column_name, reason
order by rows desc, source, file, column_name, reason;
