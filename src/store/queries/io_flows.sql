-- What industries deliver to each other: for each deliverer the pairs "buyer value", one after the other.
-- A row without a deliverer counts the cells that name an industry without output.
-- Input: io_sector(number, economy, item).
with cell as (
  select row_economy::varchar as row_economy, row_item, column_economy::varchar as column_economy, column_item, value
  from io_cell
  where source = $source and name = $name and year = $year and part = 'intermediate' and value <> 0
), placed as (
  select r.number as deliverer, c.number as buyer, value
  from cell
  left join io_sector r on r.item = row_item and r.economy is not distinct from row_economy
  left join io_sector c on c.item = column_item and c.economy is not distinct from column_economy
)
select deliverer, string_agg(concat(buyer, ' ', value), ' ') as flows, count(*) as cells
from placed
where deliverer is not null and buyer is not null
group by deliverer
union all
select null, null, count(*) from placed where deliverer is null or buyer is null having count(*) > 0
order by deliverer nulls first;
