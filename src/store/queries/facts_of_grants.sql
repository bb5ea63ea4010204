-- What is known of the grants in `asked` (place, source, id): title, text, year, economy, holder and its kind, readiness, licence,
-- codes as SCHEME:CODE joined by blanks.
select a.place, t.source, t.id as id, t.title as title, '' as text,
       t.year as year,
       t.economy as economy,
       t.institution as holder,
       cast(null as varchar) as holder_kind,
       t.readiness as readiness,
       cast(null as varchar) as licence,
       cast(null as varchar) as codes
from asked a join grant t on t.source = a.source and t.id = a.id
order by a.place
