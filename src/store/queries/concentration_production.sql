-- Who produces each item, and how much, in each year; a missing supplier stands for producers that are not named.
select item, year, economy as supplier, sum(quantity) as amount
from production
where source = $source
  and classification = $classification
  and ($year is null or year = $year)
group by item, year, economy
order by item, year, supplier;
