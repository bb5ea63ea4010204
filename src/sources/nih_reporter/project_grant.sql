-- Projects of the agency's own files: one for each core number, over its years, supplements and subprojects.
select record,
       entity_key('nih-project', project) as grant_key,
       project as id,
       title,
       'NIH' as funder,
       'USA' as funder_economy,
       institution,
       economy,
       region,
       nullif(regexp_extract(project, '^[A-Z][A-Z0-9]{2}([A-Z]{2})\d', 1), '') as field,
       nullif(regexp_extract(project, '^([A-Z][A-Z0-9]{2})[A-Z]{2}\d', 1), '') as type,
       year,
       year_end,
       amount,
       'USD' as currency,
       case fault when 'CORE_PROJECT_NUM' then reject('CORE_PROJECT_NUM', found, 'not a project number')
                  when 'APPLICATION_ID' then reject('APPLICATION_ID', found, 'repeats an earlier row')
                  when 'FY' then reject('FY', found, 'not a year')
                  when 'TOTAL_COST' then reject('TOTAL_COST', found, 'not a number')
       end as reject
from raw
