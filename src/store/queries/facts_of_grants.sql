-- What is known of the grants in `asked` (place, source, id): title, text, year, economy, holder and its kind, readiness, licence,
-- codes as SCHEME:CODE joined by blanks. Of several grants with one number, all titles, and what the first states.
select a.place, any_value(g.source) as source, any_value(g.id) as id, string_agg(g.title, ' / ' order by g.grant_key) as title, '' as text,
       first(g.year order by g.grant_key) as year,
       first(g.economy order by g.grant_key) as economy,
       first(g.institution order by g.grant_key) as holder,
       cast(null as varchar) as holder_kind,
       first(g.readiness order by g.grant_key) as readiness,
       cast(null as varchar) as licence,
       cast(null as varchar) as codes
from asked a join grant g on g.source = a.source and g.id = a.id
where g.title is not null
group by a.place
order by a.place
