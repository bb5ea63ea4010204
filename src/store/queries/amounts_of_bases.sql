-- What each economy has of each basis (a set of codes of one measure) in each year up to $year. A missing economy stands
-- for those that are not named. Exports leave out what the economy asked about buys, so that its own market, to which it
-- cannot export, does not count against it; so do those of an input-output table, where all that other economies use,
-- for whatever end, is exported. Of `provision` only the newest year of each input is taken, rows about
-- economies as a whole before organisations; several inputs of one basis are averaged, since shares do not add.
-- Input: basis_code(basis, table_name, indicator, source, scheme, code), record_indicator(table_name, indicator, source,
-- economy, item, year, value).
with provision_cell as (
  select b.basis, b.source, b.code, max(p.year) as year, arg_max(p.by_economy, p.year) as by_economy
  from basis_code b
  join (select source, input, year, bool_or(provider is null) as by_economy from provision
        where $year is null or year <= $year group by source, input, year) p
    on p.source = b.source and p.input = b.code
  where b.table_name = 'provision'
  group by b.basis, b.source, b.code
), provision_basis as (
  select basis, count(*) as inputs, max(year) as year from provision_cell group by basis
)
select b.basis, i.economy, i.year, sum(i.value) as amount, min(i.unit) as unit, max(i.unit) as other_unit
from basis_code b
join indicator i on i.source = b.source and i.indicator = b.indicator and i.item = b.code
where b.table_name = 'indicator' and ($year is null or i.year <= $year)
group by b.basis, i.economy, i.year
union all
select b.basis, p.economy, p.year, sum(p.quantity), min(p.unit), max(p.unit)
from basis_code b
join production p on p.source = b.source and p.classification = b.scheme and p.item = b.code
where b.table_name = 'production' and ($year is null or p.year <= $year)
group by b.basis, p.economy, p.year
union all
select c.basis, p.provider_economy, n.year, sum(p.share) / n.inputs, '1', '1'
from provision_cell c
join provision_basis n on n.basis = c.basis
join provision p on p.source = c.source and p.input = c.code and p.year = c.year
where (p.provider is null) = c.by_economy
group by c.basis, p.provider_economy, n.year, n.inputs
union all
select b.basis, t.exporter, t.year, sum(t.value_usd), 'USD', 'USD'
from basis_code b
join trade t on t.source = b.source and t.classification = b.scheme and t.product = b.code
where b.table_name = 'trade' and ($year is null or t.year <= $year)
  and t.importer is distinct from $economy and t.exporter is distinct from t.importer
group by b.basis, t.exporter, t.year
union all
select b.basis, c.row_economy, c.year, sum(c.value), min(c.unit), max(c.unit)
from basis_code b
join io_cell c on c.source = b.source and c.name = b.scheme and c.row_item = b.code
where b.table_name = 'io_cell' and ($year is null or c.year <= $year)
  and (b.indicator = 'io_output' and c.part = 'output'
       or b.indicator = 'io_exports' and c.part in ('intermediate', 'final')
          and c.column_economy is distinct from c.row_economy and c.column_economy::varchar is distinct from $economy)
group by b.basis, c.row_economy, c.year
union all
select b.basis, i.economy, i.year, sum(i.value), 'count', 'count'
from basis_code b
join record_indicator i on i.table_name = b.table_name and i.source = b.source and i.indicator = b.indicator and i.item = b.code
where $year is null or i.year <= $year
group by b.basis, i.economy, i.year
order by 1, 3, 2;
