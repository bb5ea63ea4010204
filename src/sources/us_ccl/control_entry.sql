-- Entries and paragraphs of the list.
select record,
       'US-CCL' as list,
       'USA' as jurisdiction,
       entry,
       heading,
       reasons,
       applies_to,
       "text",
       case when not regexp_full_match(entry, '\d[A-E]\d{3}(\.[a-z0-9]+)*')
                then reject('entry', entry, 'not an entry number such as 3B001')
            when heading like '%[Reserved]%' then reject('entry', entry, 'reserved: nothing is controlled here')
       end as reject
from raw
