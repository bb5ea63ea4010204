-- Codes of a scheme, at the length the table uses, for which it names no counterpart.
select count(*) as known,
       count(*) filter (not covered) as uncovered,
       string_agg(code, ', ' order by code) filter (not covered) as codes
from (select code, code in (select $from from $relation where $from is not null and $to is not null) as covered
      from known_code
      where scheme = $from_scheme and length(code) = (select max(length($from)) from $relation))
