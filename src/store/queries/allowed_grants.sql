-- The grants that state what a filter asks for; a missing $-value asks for nothing, what is not stated passes no filter.
select t.source, t.id as id
from grant t
where true
  and ($year_from is null or t.year >= $year_from)
  and ($readiness_from is null or t.readiness >= $readiness_from)
  and ($economy is null or t.economy = $economy)
  and $holder_kind is null
  and $licence is null
order by t.source, t.id
