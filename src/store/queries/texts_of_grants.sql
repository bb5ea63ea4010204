-- Title of every grant, in the order of source and printed id.
select source, id, coalesce(title, '') as title, '' as text
from grant
order by source, id
