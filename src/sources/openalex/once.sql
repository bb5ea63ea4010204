-- Entities once each: a whole record before a mention, then the newest, then the first; no mention of one that is loaded.
create table $rows_once as
select *
from $rows
where not (mention and ($known))
qualify row_number() over (partition by $key order by mention, stamp desc nulls last, file, record) = 1
