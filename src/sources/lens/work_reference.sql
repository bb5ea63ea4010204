select record,
       entity_key('lens', id) as work_key,
       entity_key('lens', item) as cited_key,
       case when entity_id('lens', item) is null then reject('References', item, 'not a Lens id') end as reject
from raw
