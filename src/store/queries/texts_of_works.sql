-- Title and abstract of every work, in the order of source and printed id.
select source, id, coalesce(title, '') as title, coalesce(abstract, '') as text
from work
order by source, id
