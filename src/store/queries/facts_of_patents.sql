-- What is known of the patents in `asked` (place, source, id): title, text, year, economy, holder and its kind, readiness, licence,
-- codes as SCHEME:CODE joined by blanks.
select a.place, t.source, t.id as id, t.title as title, concat_ws(' ', t.abstract, t.first_claim) as text,
       coalesce(t.publication_year, t.filing_year, t.priority_year) as year,
       (select arg_min(p.economy, p.position) from applicant p where p.source = t.source and p.patent_key = t.patent_key and p.role <> 'inventor') as economy,
       (select arg_min(p.name, p.position) from applicant p where p.source = t.source and p.patent_key = t.patent_key and p.role <> 'inventor') as holder,
       (select arg_min(p.type, p.position) from applicant p where p.source = t.source and p.patent_key = t.patent_key and p.role <> 'inventor') as holder_kind,
       cast(null as integer) as readiness,
       cast(null as varchar) as licence,
       (select string_agg(c.scheme || ':' || replace(c.code, ' ', ''), ' ' order by c.scheme, c.code) from patent_class c where c.source = t.source and c.patent_key = t.patent_key) as codes
from asked a join patent t on t.source = a.source and t.id = a.id
order by a.place
