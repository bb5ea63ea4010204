-- A project and its technology readiness levels. A level left empty is not known.
select record,
       entity_key('techport-project', project_id) as grant_key,
       entity_id('techport-project', project_id) as id,
       cell_text(title) as title,
       'NASA' as funder,
       'USA' as funder_economy,
       right("start", 4) as year,
       right("end", 4) as year_end,
       trl_start as readiness_start,
       trl_current as readiness,
       trl_end as readiness_end,
       case when not coalesce(regexp_full_match(project_id, '[1-9]\d*'), false)
                then reject('project_id', project_id, 'not a project number')
            when not regexp_full_match(trl_start, '[1-9]') then reject('trl_start', trl_start, 'not a level from 1 to 9')
            when not regexp_full_match(trl_current, '[1-9]')
                then reject('trl_current', trl_current, 'not a level from 1 to 9')
            when not regexp_full_match(trl_end, '[1-9]') then reject('trl_end', trl_end, 'not a level from 1 to 9')
            when not regexp_full_match("start", $month) then reject('start', "start", 'not a month such as Oct 2011')
            when not regexp_full_match("end", $month) then reject('end', "end", 'not a month such as Oct 2011')
       end as reject
from raw
