-- Every code that rows about supply and strength carry, with what stands under it.
-- Input: record_indicator(table_name, indicator, source, economy, item, year, value). Of input-output tables only the newest
-- of many economies: industries of several tables cannot be set side by side.
with io_table as (
  select source, name from io_cell where part = 'output'
  group by source, name, year having count(distinct row_economy) > 1
  order by year desc, source, name limit 1
)
select 'trade' as "table", '' as indicator, source, classification as scheme, product as code,
       count(*) as rows, min(year) as first_year, max(year) as last_year
from trade group by source, classification, product
union all
select 'production', '', source, classification, item, count(*), min(year), max(year)
from production group by source, classification, item
union all
select 'provision', '', source, 'ETO-INPUT', input, count(*), min(year), max(year)
from provision group by source, input
union all
select 'indicator', indicator, source, '', item, count(*), min(year), max(year)
from indicator group by source, indicator, item
union all
select 'io_cell', '', source, name, row_item, count(*), min(year), max(year)
from io_cell join io_table using (source, name)
where part = 'output' group by source, name, row_item
union all
select table_name, indicator, source, '', item, count(*), min(year), max(year)
from record_indicator where item <> 'ALL' group by table_name, source, indicator, item
order by 1, 2, 3, 4, 5;
