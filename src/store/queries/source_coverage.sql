-- Which sources hold rows of the tables that answer questions about supply and strength, under which scheme.
select 'trade' as "table", source, classification, '' as indicator, count(*) as rows, min(year) as first_year, max(year) as last_year
from trade group by source, classification
union all
select 'production', source, classification, '', count(*), min(year), max(year) from production group by source, classification
union all
select 'provision', source, '', '', count(*), min(year), max(year) from provision group by source
union all
select 'indicator', source, '', indicator, count(*), min(year), max(year) from indicator group by source, indicator
order by 1, 2, 3, 4;
