-- Who sells what to whom: every year for the economy asked about, the newest year up to $year for the other importers.
-- Input: basis_code(basis, table_name, indicator, source, scheme, code).
with flow as (
  select b.basis, t.importer, t.exporter, t.year, t.value_usd, t.quantity_t, max(t.year) over (partition by b.basis) as newest
  from basis_code b
  join trade t on t.source = b.source and t.classification = b.scheme and t.product = b.code
  where b.table_name = 'trade' and ($year is null or t.year <= $year)
    and t.importer is not null and t.exporter <> t.importer
)
select basis, importer, exporter, year, sum(value_usd) as amount
from flow
where importer = $economy or year = newest
group by basis, importer, exporter, year
order by 1, 4, 2, 3;
