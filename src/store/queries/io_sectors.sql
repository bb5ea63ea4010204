-- The industries of one table and what they make. Output stands in a column beside the industries' rows or in a row below
-- their columns: the industries are on the side with more names. c2 comes before c10.
with stated as (
  select * from io_cell where source = $source and name = $name and year = $year and part = 'output'
), side as (
  select count(distinct row_item) >= count(distinct column_item) as by_row from stated
), sector as (
  select
    if(by_row, row_economy, column_economy) as economy,
    if(by_row, row_item, column_item) as item,
    value
  from stated, side
)
select economy::varchar as economy, item, value
from sector
order by
  economy::varchar nulls first,
  regexp_extract(item, '^[^0-9]*'),
  try_cast(regexp_extract(item, '[0-9]+') as bigint) nulls first,
  item;
