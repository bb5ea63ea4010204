-- Which economy provides each input, and what share, in each year. Rows about an economy as a whole win; where an input
-- has none, the organisations are added up by their home. A missing supplier stands for providers that are not named.
with cell as (
  select input, year, bool_or(provider is null) as has_economy_rows
  from provision
  where source = $source
    and ($year is null or year = $year)
  group by input, year
)
select p.input as item, p.year as year, p.provider_economy as supplier, sum(p.share) as amount,
       min(p.input_name) as name
from provision p
join cell c on c.input = p.input and c.year = p.year
where p.source = $source
  and (p.provider is null) = c.has_economy_rows
group by p.input, p.year, p.provider_economy
order by item, year, supplier;
