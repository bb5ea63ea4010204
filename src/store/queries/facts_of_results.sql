-- What is known of the results in `asked` (place, source, id): title, text, year, economy, holder and its kind, readiness, licence,
-- codes as SCHEME:CODE joined by blanks.
select a.place, t.source, t.result as id, t.title as title, t.text as text,
       t.year as year,
       t.economy as economy,
       t.holder as holder,
       t.holder_kind as holder_kind,
       t.readiness as readiness,
       t.licence as licence,
       t.codes as codes
from asked a join result t on t.source = a.source and t.result = a.id
order by a.place
