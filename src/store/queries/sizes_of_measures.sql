-- What each economy has over all items of an indicator, or all industries of an input-output table: the sum over items,
-- and the source's own total. Exports leave out what the economy asked about buys.
-- Input: basis_code(basis, table_name, indicator, source, scheme, code), record_indicator(table_name, indicator, source,
-- economy, item, year, value).
select indicator, source, economy, year, sum(value) filter (item <> 'ALL') as fields, sum(value) filter (item = 'ALL') as stated
from indicator
where (source, indicator) in (select (source, indicator) from basis_code where table_name = 'indicator')
  and ($year is null or year <= $year)
group by indicator, source, economy, year
union all
select b.indicator, c.source, c.row_economy, c.year, sum(c.value), null
from (select distinct indicator, source, scheme from basis_code where table_name = 'io_cell') b
join io_cell c on c.source = b.source and c.name = b.scheme
where ($year is null or c.year <= $year)
  and (b.indicator = 'io_output' and c.part = 'output'
       or b.indicator = 'io_exports' and c.part in ('intermediate', 'final')
          and c.column_economy is distinct from c.row_economy and c.column_economy::varchar is distinct from $economy)
group by b.indicator, c.source, c.row_economy, c.year
union all
select indicator, source, economy, year, null, sum(value)
from record_indicator
where item = 'ALL' and ($year is null or year <= $year)
group by indicator, source, economy, year
order by 1, 2, 4, 3;
