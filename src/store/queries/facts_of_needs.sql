-- What is known of the needs in `asked` (place, source, id): title, text, year, economy, holder and its kind, readiness, licence,
-- codes as SCHEME:CODE joined by blanks.
select a.place, t.source, t.need as id, t.title as title, t.text as text,
       year(cast(t.date as date)) as year,
       t.economy as economy,
       t.firm as holder,
       cast(null as varchar) as holder_kind,
       cast(null as integer) as readiness,
       cast(null as varchar) as licence,
       t.codes as codes
from asked a join need t on t.source = a.source and t.need = a.id
order by a.place
