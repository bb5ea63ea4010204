select record,
       entity_key('lens', patent) as patent_key,
       entity_key('lens', work) as work_key,
       case when entity_id('lens', patent) is null then reject('patent', patent, 'not a Lens id')
            when entity_id('lens', work) is null then reject('work', work, 'not a Lens id')
       end as reject
from raw
