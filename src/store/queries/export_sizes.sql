-- What each economy exports over all goods, but to the economy asked about.
-- Input: top_code(source, scheme, code): the codes that together are all goods.
select t.source, t.classification as scheme, t.exporter as economy, t.year, sum(t.value_usd) as amount
from top_code c
join trade t on t.source = c.source and t.classification = c.scheme and t.product = c.code
where ($year is null or t.year <= $year)
  and t.importer is distinct from $economy and t.exporter is distinct from t.importer
group by t.source, t.classification, t.exporter, t.year
order by 1, 2, 4, 3;
