-- Title and text of every need, in the order of source and id.
select source, need as id, coalesce(title, '') as title, coalesce(text, '') as text
from need
order by source, id
