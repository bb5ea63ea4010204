-- How many patents of each group, start and year of crossing became a $to ('patent' or 'product'); crossed_in is the first year
-- known, and missing where none is. A patent of several holders or funders counts in each.
with link as (
  select distinct patent_key as key, patent_key from patent
), member as (
  select patent_key as key, name as "group" from applicant where $by = 'institution' and role in ('owner', 'applicant')
  union select patent_key, left(code, 4) from patent_class where $by = 'field' and is_main
  union select l.patent_key, g.funder from grant_patent l join grant g on g.grant_key = l.grant_key where $by = 'funder'
), dated as (
  select patent_key as key, min(coalesce(priority_year, filing_year, publication_year)) as start from patent group by patent_key
), subject as (
  select d.key, d.start, case when $by = 'cohort' then d.start::varchar else m."group" end as "group"
  from dated d left join member m on m.key = d.key
), dated_product as (
  select coalesce(application, product) as id, min(year(date::date)) as year from product where date is not null group by 1
), product_of as (
  select distinct patent_key, coalesce(application, product) as id from product_patent where patent_key is not null
), dated_patent as (
  select patent_key, min(coalesce(priority_year, filing_year, publication_year)) as year from patent group by patent_key
), crossing as (
  select l.key, min(case $to when 'product' then d.year else t.year end) as crossed_in
  from link l left join dated_patent t on t.patent_key = l.patent_key
  left join product_of p on p.patent_key = l.patent_key left join dated_product d on d.id = p.id
  where $to = 'patent' or p.id is not null group by l.key
)
select s."group", s.start, c.key is not null as crossed, c.crossed_in, count(*) as subjects
from subject s left join crossing c on c.key = s.key
group by all order by all;
