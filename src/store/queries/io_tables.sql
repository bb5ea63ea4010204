-- The input-output tables there are, one row for each year of each.
select source, name, year, max(unit) filter (part = 'intermediate') as unit, count(*) filter (part = 'output') as sectors
from io_cell
group by source, name, year
order by source, name, year;
