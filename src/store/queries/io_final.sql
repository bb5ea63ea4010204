-- What final users take from each industry, by the economy they are in; of it what went into inventories and, in a table
-- of one economy, abroad. Kinds of final use are told by their names.
-- Input: io_sector(number, economy, item).
select
  s.number,
  column_economy::varchar as economy,
  sum(value) as used,
  coalesce(sum(value) filter (regexp_matches(column_item, '(?i)inven|invnt|stock|存货|库存')), 0) as inventories,
  coalesce(sum(value) filter (regexp_matches(column_item, '(?i)export|出口|输出|调出')), 0) as exports
from io_cell
join io_sector s on s.item = row_item and s.economy is not distinct from row_economy::varchar
where source = $source and name = $name and year = $year and part = 'final'
group by s.number, column_economy
order by s.number, economy;
