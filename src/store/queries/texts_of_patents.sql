-- Title, abstract and first claim of every patent, in the order of source and printed id.
select source, id, coalesce(title, '') as title, concat_ws(' ', abstract, first_claim) as text
from patent
order by source, id
