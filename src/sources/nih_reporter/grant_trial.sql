select record,
       entity_key('nih-project', $project) as grant_key,
       trim($trial) as trial,
       case when entity_id('nih-project', $project) is null then reject('$name_project', $project, 'not a project number')
            when not regexp_full_match(trim($trial), 'NCT\d{8}')
                then reject('$name_trial', $trial, 'not a trial number such as NCT01831778')
       end as reject
from raw
