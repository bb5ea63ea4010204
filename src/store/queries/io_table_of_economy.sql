-- The newest input-output table of many economies that has this one, not newer than the year asked for.
select source, name, year, max(unit) as unit
from io_cell
where part = 'output' and ($year is null or year <= $year)
group by source, name, year
having count(distinct row_economy) > 1 and bool_or(row_economy::varchar = $economy)
order by year desc, source, name
limit 1;
