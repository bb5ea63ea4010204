-- Title and text of every result on offer, in the order of source and id.
select source, result as id, coalesce(title, '') as title, coalesce(text, '') as text
from result
order by source, id
