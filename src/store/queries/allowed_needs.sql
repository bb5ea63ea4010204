-- The needs that state what a filter asks for; a missing $-value asks for nothing, what is not stated passes no filter.
select t.source, t.need as id
from need t
where true
  and ($year_from is null or year(t.date) >= $year_from)
  and $readiness_from is null
  and ($economy is null or t.economy = $economy)
  and $holder_kind is null
  and $licence is null
order by t.source, t.need
