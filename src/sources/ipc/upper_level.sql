-- Sections, classes and subclasses: A, A01, A01B. A title of several parts is joined by semicolons.
select record,
       'IPC' as scheme,
       code,
       case length(code) when 4 then left(code, 3) when 3 then left(code, 1) end as parent,
       cell_text(regexp_replace(title, '\s*;;\s*', '; ', 'g')) as title_en,
       case when not coalesce(regexp_full_match(code, '[A-H](\d\d[A-Z]?)?'), false)
                then reject('code', code, 'not a symbol of the classification')
       end as reject
from raw
