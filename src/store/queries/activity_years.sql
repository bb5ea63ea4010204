-- Years and units of what the measures of complexity are made from.
select 'trade' as "table", source, classification, 'exports' as measure, 'USD' as unit, year, count(*) as rows
from trade group by source, classification, year
union all
select 'region_activity', source, classification, measure, unit, year, count(*)
from region_activity group by source, classification, measure, unit, year
order by 1, 2, 3, 4, 5, 6;
