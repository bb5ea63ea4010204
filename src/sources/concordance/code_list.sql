-- A code list. Above a code stands the longest code of the list that it begins with.
select record,
       $scheme as scheme,
       code,
       coalesce(case when length(code) > 5 and left(code, 5) in (select code from raw) then left(code, 5) end,
                case when length(code) > 4 and left(code, 4) in (select code from raw) then left(code, 4) end,
                case when length(code) > 3 and left(code, 3) in (select code from raw) then left(code, 3) end,
                case when length(code) > 2 and left(code, 2) in (select code from raw) then left(code, 2) end,
                case when length(code) > 1 and left(code, 1) in (select code from raw) then left(code, 1) end) as parent,
       "desc" as title_en
from raw
