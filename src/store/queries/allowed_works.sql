-- The works that state what a filter asks for; a missing $-value asks for nothing, what is not stated passes no filter.
select t.source, t.id as id
from work t
where true
  and ($year_from is null or coalesce(t.year, year(cast(t.date as date))) >= $year_from)
  and $readiness_from is null
  and $economy is null
  and $holder_kind is null
  and $licence is null
order by t.source, t.id
