-- Codes of fields, below the code that is two characters shorter.
select record,
       'NSFC' as scheme,
       _id as code,
       nullif(regexp_extract(parents, '^\["([^"]*)"\]$', 1), '') as parent,
       name_en as title_en,
       name as title_zh,
       case when not coalesce(regexp_full_match(_id, '[A-H]\d\d(\d\d){0,2}'), false)
                then reject('_id', _id, 'not a code of a field')
            when parents <> case when length(_id) = 3 then '[]' else concat('["', left(_id, length(_id) - 2), '"]') end
                then reject('parents', parents, 'not the code above')
       end as reject
from raw
