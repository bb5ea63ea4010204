-- Confidence is stated as 1 to 10, an OpenAlex work as the number without its W.
select record,
       entity_key('patent', patent) as patent_key,
       entity_key('openalex', $work) as work_key,
       case wherefound when 'frontonly' then 'front' when 'bodyonly' then 'body' when 'both' then 'both' end as place,
       try_cast(confscore as integer) / 10 as confidence,
       case when entity_key('patent', patent) is null then reject('patent', patent, 'not a patent number')
            when entity_key('openalex', $work) is null then reject('oaid', oaid, 'not an OpenAlex work')
            when coalesce(wherefound, '') not in ('frontonly', 'bodyonly', 'both')
                then reject('wherefound', wherefound, 'not frontonly, bodyonly or both')
            when coalesce(try_cast(confscore as integer) not between 1 and 10, true)
                then reject('confscore', confscore, 'not a whole number from 1 to 10')
       end as reject
from raw
