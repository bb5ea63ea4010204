-- How many projects, papers or patents ($of) of each group, start and year of crossing became a $to ('patent' or 'product');
-- crossed_in is the first year known, and missing where none is. What has several institutions, funders or holders counts in
-- each of their groups.
with link as (
  select grant_key as key, patent_key from grant_patent where $of = 'project'
  union select work_key, patent_key from patent_work where $of = 'paper'
  union select patent_key, patent_key from patent where $of = 'patent'
), dated_patent as (
  select patent_key, min(coalesce(priority_year, filing_year, publication_year)) as year from patent group by patent_key
), dated as (
  select grant_key as key, min(year) as start from grant where $of = 'project' group by grant_key
  union all select work_key, min(coalesce(year, year(date::date))) from work where $of = 'paper' group by work_key
  union all select patent_key, year from dated_patent where $of = 'patent'
), member as (
  select grant_key as key,
         case $by when 'institution' then institution when 'field' then field when 'funder' then funder end as "group"
  from grant where $of = 'project'
  union select a.work_key, i.name from authorship a join institution i on i.institution_key = a.institution_key
  where $of = 'paper' and $by = 'institution'
  union select w.work_key, t.field from work_topic w join topic t using (source, topic)
  where $of = 'paper' and $by = 'field' and w.rank = 1
  union select l.work_key, g.funder from grant_work l join grant g on g.grant_key = l.grant_key
  where $of = 'paper' and $by = 'funder'
  union select patent_key, name from applicant
  where $of = 'patent' and $by = 'institution' and role in ('owner', 'applicant')
  union select patent_key, left(code, 4) from patent_class where $of = 'patent' and $by = 'field' and is_main
  union select l.patent_key, g.funder from grant_patent l join grant g on g.grant_key = l.grant_key
  where $of = 'patent' and $by = 'funder'
), subject as (
  select d.key, d.start, case when $by = 'cohort' then d.start::varchar else m."group" end as "group"
  from dated d left join member m on m.key = d.key
), dated_product as (
  select coalesce(application, product) as id, min(year(date::date)) as year from product where date is not null group by 1
), product_of as (
  select distinct patent_key, coalesce(application, product) as id from product_patent where patent_key is not null
), crossing as (
  select l.key, min(case $to when 'product' then d.year else t.year end) as crossed_in
  from link l left join dated_patent t on t.patent_key = l.patent_key
  left join product_of p on p.patent_key = l.patent_key left join dated_product d on d.id = p.id
  where $to = 'patent' or p.id is not null group by l.key
)
select s."group", s.start, c.key is not null as crossed, c.crossed_in, count(*) as subjects
from subject s left join crossing c on c.key = s.key
group by all order by all;
