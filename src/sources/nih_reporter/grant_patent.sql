-- NIH writes American numbers without the office: 7635707, RE41990, "7,088,104".
select record,
       entity_key('nih-project', $project) as grant_key,
       entity_key('patent', 'US' || $patent) as patent_key,
       case when entity_id('nih-project', $project) is null then reject('$name_project', $project, 'not a project number')
            when entity_key('patent', 'US' || $patent) is null
                then reject('$name_patent', $patent, 'not a patent number')
       end as reject
from raw
