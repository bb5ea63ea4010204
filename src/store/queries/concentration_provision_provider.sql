-- Which organisation provides each input, and what share, in each year.
select input as item, year, provider as supplier, sum(share) as amount,
       min(input_name) as name
from provision
where source = $source
  and ($year is null or year = $year)
  and provider is not null
group by input, year, provider
order by item, year, supplier;
