-- Every code that rows about supply and strength carry, with what stands under it.
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
order by 1, 2, 3, 4, 5;
