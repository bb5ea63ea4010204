-- One indicator of every economy over the years: of one item, or ($item missing) the sum over all items but ALL.
-- A sum with an unknown part is unknown.
select economy::varchar as place, year, case when count(*) = count(value) then sum(value) end as value
from indicator
where source = $source
  and indicator = $indicator
  and (item = $item or ($item is null and item <> 'ALL'))
  and ($from_year is null or year >= $from_year)
  and ($until_year is null or year <= $until_year)
group by economy, year
order by year, place;
