-- Who sells each product, and how much, in each year: to one importer, or to all that the source covers.
-- What an economy sells to itself is no trade.
select product as item, year, exporter as supplier, sum(value_usd) as amount
from trade
where source = $source
  and classification = $classification
  and ($year is null or year = $year)
  and ($importer is null or importer = $importer)
  and exporter is distinct from importer
group by product, year, exporter
order by item, year, supplier;
