select record,
       entity_key('lens', patent) as patent_key,
       entity_key('lens', work) as work_key,
       case when not coalesce(regexp_full_match(patent, $lens), false) then reject('patent', patent, 'not a Lens id')
            when not coalesce(regexp_full_match(work, $lens), false) then reject('work', work, 'not a Lens id')
       end as reject
from raw
