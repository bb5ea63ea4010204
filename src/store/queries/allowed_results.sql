-- The results that state what a filter asks for; a missing $-value asks for nothing, what is not stated passes no filter.
select t.source, t.result as id
from result t
where true
  and ($year_from is null or t.year >= $year_from)
  and ($readiness_from is null or t.readiness >= $readiness_from)
  and ($economy is null or t.economy = $economy)
  and ($holder_kind is null or t.holder_kind = $holder_kind)
  and ($licence is null or t.licence = $licence)
order by t.source, t.result
