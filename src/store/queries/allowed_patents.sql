-- The patents that state what a filter asks for; a missing $-value asks for nothing, what is not stated passes no filter.
select t.source, t.id as id
from patent t
where true
  and ($year_from is null or coalesce(t.publication_year, t.filing_year, t.priority_year) >= $year_from)
  and $readiness_from is null
  and ($economy is null or (select arg_min(p.economy, p.position) from applicant p where p.source = t.source and p.patent_key = t.patent_key and p.role <> 'inventor') = $economy)
  and ($holder_kind is null or (select arg_min(p.type, p.position) from applicant p where p.source = t.source and p.patent_key = t.patent_key and p.role <> 'inventor') = $holder_kind)
  and $licence is null
order by t.source, t.id
