-- What each economy has over all items of an indicator: the sum over items, and the source's own total.
-- Input: basis_code(basis, table_name, indicator, source, scheme, code).
select indicator, source, economy, year, sum(value) filter (item <> 'ALL') as fields, sum(value) filter (item = 'ALL') as stated
from indicator
where (source, indicator) in (select (source, indicator) from basis_code where table_name = 'indicator')
  and ($year is null or year <= $year)
group by indicator, source, economy, year
order by 1, 2, 4, 3;
