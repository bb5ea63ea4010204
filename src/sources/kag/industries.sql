select record, 'KAG-INDUSTRY' as scheme, trim(id) as code, regexp_extract(trim(id), '[^-]*$') as title_zh,
       case when id not like '%-%' then reject('id', id, 'not a path of industries') end as reject
from raw
