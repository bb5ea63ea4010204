-- Which organisations provide each basis of `provision`, and what share of the world's supply, in the newest year of each
-- input up to $year; several inputs of one basis are averaged, as in amounts_of_bases. The share of an organisation is
-- missing where one of its rows has none.
-- Input: basis_code(basis, table_name, indicator, source, scheme, code).
with cell as (
  select b.basis, b.source, b.code, max(p.year) as year
  from basis_code b
  join provision p on p.source = b.source and p.input = b.code
  where b.table_name = 'provision' and p.provider is not null and ($year is null or p.year <= $year)
  group by b.basis, b.source, b.code
), inputs as (
  select basis, count(*) as inputs from cell group by basis
)
select c.basis, p.provider, p.provider_economy as economy,
       case when count(*) = count(p.share) then sum(p.share) / n.inputs end as share
from cell c
join inputs n on n.basis = c.basis
join provision p on p.source = c.source and p.input = c.code and p.year = c.year
where p.provider is not null
group by c.basis, p.provider, p.provider_economy, n.inputs
order by 1, 2, 3;
