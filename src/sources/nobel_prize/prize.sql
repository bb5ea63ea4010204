select record,
       entity_key('openalex', 'W' || paper_id) as work_key,
       'Nobel Prize' as prize,
       lower(field) as field,
       prize_year as year,
       entity_key('own', 'nobel-prize:' || laureate_id) as person_key,
       case $fault when 'paper_id' then reject('paper_id', paper_id, 'not the number of a paper')
                   when 'laureate_id' then reject('laureate_id', laureate_id, 'not the number of a laureate')
                   when 'prize_year' then reject('prize_year', prize_year, 'not a year')
                   when 'pub_year' then reject('pub_year', pub_year, 'not a year')
                   when 'target_doi' then reject('target_doi', target_doi, 'not a DOI')
                   when 'field' then reject('field', field, 'not physics, chemistry or medicine')
       end as reject
from raw
