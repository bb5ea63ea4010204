-- What is known of the works in `asked` (place, source, id): title, text, year, economy, holder and its kind, readiness, licence,
-- codes as SCHEME:CODE joined by blanks.
select a.place, t.source, t.id as id, t.title as title, t.abstract as text,
       coalesce(t.year, year(cast(t.date as date))) as year,
       cast(null as varchar) as economy,
       cast(null as varchar) as holder,
       cast(null as varchar) as holder_kind,
       cast(null as integer) as readiness,
       cast(null as varchar) as licence,
       (select string_agg('OPENALEX-TOPIC:' || c.topic, ' ' order by c.topic) from work_topic c where c.source = t.source and c.work_key = t.work_key) as codes
from asked a join work t on t.source = a.source and t.id = a.id
order by a.place
