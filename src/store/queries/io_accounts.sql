-- Rows below the industries, by industry: the account asked for, or without one all imported inputs together (account
-- 'imported'), and what competing imports a column beside the industries states (account 'competing').
-- Input: io_sector(number, economy, item).
with stated as (
  select * from io_cell where source = $source and name = $name and year = $year
), below as (
  select s.number, row_item, part, value, unit
  from stated
  join io_sector s on s.item = column_item and s.economy is not distinct from column_economy::varchar
  where part in ('imports', 'value_added', 'satellite')
)
select number, coalesce($account, 'imported') as account, sum(value) as value, max(unit) as unit
from below
where row_item = $account or ($account is null and part = 'imports')
group by number
union all
select s.number, 'competing', sum(value), max(unit)
from stated
join io_sector s on s.item = row_item and s.economy is not distinct from row_economy::varchar
where $account is null and part = 'imports'
  and column_item not in (select item from io_sector)
  and column_item not in (select column_item from stated where part = 'final')
group by s.number
order by account, number;
