select record,
       entity_key('$space', id) as patent_key,
       entity_key('$work_space', item) as work_key,
       case when entity_key('$work_space', item) is null then reject('$column', item, 'not an id of a paper') end as reject
from raw
