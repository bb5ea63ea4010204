-- Which indicators there are, by source, with their items and years.
select indicator, source, unit, min(year) as first_year, max(year) as last_year, string_agg(distinct item, chr(10) order by item) as items
from indicator group by indicator, source, unit order by indicator, source, unit;
