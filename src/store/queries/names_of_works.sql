-- Printed id, title and year of the works in `asked` (place, key), those of a source that have a record.
select a.place, w.id, w.title, coalesce(w.year, year(cast(w.date as date))) as year
from asked a join work w on w.work_key = cast(a.key as ubigint) and w.source = $source
order by a.place
