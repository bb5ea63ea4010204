-- How many papers of each group, start and year of crossing became a $to ('patent' or 'product'); crossed_in is the first year
-- known, and missing where none is. A paper of several institutions or funders counts in each.
with link as (
  select distinct work_key as key, patent_key from patent_work
), member as (
  select a.work_key as key, i.name as "group" from authorship a join institution i on i.institution_key = a.institution_key
  where $by = 'institution'
  union select w.work_key, t.field from work_topic w join topic t using (source, topic) where $by = 'field' and w.rank = 1
  union select l.work_key, g.funder from grant_work l join grant g on g.grant_key = l.grant_key where $by = 'funder'
), dated as (
  select work_key as key, min(coalesce(year, year(date::date))) as start from work group by work_key
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
