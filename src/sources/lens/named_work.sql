-- A paper that patents cite, of which nothing else is known.
select record,
       entity_key('$work_space', item) as work_key,
       entity_id('$work_space', item) as id,
       case '$work_space' when 'doi' then entity_id('doi', item) end as doi
from raw
