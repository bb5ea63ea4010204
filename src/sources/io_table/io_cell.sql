-- Cells as the reader of the file makes them.
select record, name, year, part, row_economy, row_item, column_economy, column_item, value, unit
from raw
