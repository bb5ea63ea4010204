-- The rows below the industries that a table has, the first 100 by name.
select distinct row_item as account
from io_cell
where source = $source and name = $name and year = $year and part in ('imports', 'value_added', 'satellite')
order by account
limit 100;
