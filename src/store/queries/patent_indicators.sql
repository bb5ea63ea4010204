-- What each economy has of the patents loaded, by class and year of the first filing; item ALL is every class. A family (a
-- patent that states none is its own) counts 1 in all: shared equally by its classes as printed, and by the economies of
-- its applicants or owners; what is not stated has no economy.
--   patents          all of them
--   product_patents  those on which a product rests
-- Input: class_item(scheme, code, item): the items that lie at or above a class as printed.
with member as (
  select source, patent_key, coalesce(min(family), patent_key::varchar) as family,
         min(coalesce(priority_year, filing_year, publication_year)) as year
  from patent group by source, patent_key
), dated as (
  select source, family, min(year) as year from member group by source, family
), class as (
  select distinct m.source, m.family, c.scheme, c.code
  from patent_class c join member m on m.source = c.source and m.patent_key = c.patent_key
), class_share as (
  select *, 1.0 / count(*) over (partition by source, family) as share from class
), holder as (
  select distinct m.source, m.family, a.economy
  from applicant a join member m on m.source = a.source and m.patent_key = a.patent_key
  where a.role in ('applicant', 'owner') and a.economy is not null
), counted as (
  select d.source, d.family, d.year, h.economy, 1.0 / count(*) over (partition by d.source, d.family) as share
  from dated d left join holder h on h.source = d.source and h.family = d.family
  where d.year is not null and (d.source, d.family) in (select (source, family) from class)
), measured as (
  select 'patents' as indicator, * from counted
  union all
  select 'product_patents', * from counted
  where (source, family) in (select (m.source, m.family) from member m join product_patent p on p.patent_key = m.patent_key)
)
select 'patent' as table_name, n.indicator, n.source, n.economy, i.item, n.year, sum(n.share * c.share) as value
from measured n join class_share c on c.source = n.source and c.family = n.family
join class_item i on i.scheme = c.scheme and i.code = c.code
group by n.indicator, n.source, n.economy, i.item, n.year
union all
select 'patent', indicator, source, economy, 'ALL', year, sum(share) from measured group by indicator, source, economy, year
order by 2, 3, 5, 6, 4;
