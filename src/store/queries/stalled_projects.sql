-- Projects as they stood in $until: as stalled_papers, for projects that crossed to a patent or product ($to). In the place
-- of citations stand the works that the source counts, or else lists; the percentile is among projects of the field and
-- year, those without a year among themselves. is_industry: one of NIH's programmes for small firms (R41 to R44); missing
-- where no kind of project is stated. There is no topic: what stands in its place is the kind of project.
with project as (
  select grant_key, min(id) as id, min(title) as title, min(year) as start, min(field) as field, min(type) as type,
         max(works) as works
  from grant group by grant_key
), listed as (
  select grant_key, count(distinct work_key) as works from grant_work group by grant_key
), dated_patent as (
  select patent_key, min(coalesce(priority_year, filing_year, publication_year)) as year from patent group by patent_key
), dated_product as (
  select coalesce(application, product) as id, min(year(date::date)) as year from product group by 1
), crossing as (
  select l.grant_key, min(t.year) as crossed_in
  from grant_patent l left join dated_patent t using (patent_key) where $to = 'patent' group by l.grant_key
  union all
  select l.grant_key, min(d.year)
  from grant_patent l join product_patent p using (patent_key)
  left join dated_product d on d.id = coalesce(p.application, p.product) where $to = 'product' group by l.grant_key
), subject as (
  select p.grant_key as key, p.id, p.title, p.start, p.field, p.type as topic, coalesce(p.works, l.works) as citations,
         p.type in ('R41', 'R42', 'R43', 'R44') as is_industry
  from project p left join listed l using (grant_key) where p.start is null or p.start <= $until
)
select s.key, s.id, s.title, s.start, x.grant_key is not null as crossed, x.crossed_in, s.field, s.topic, s.citations,
       case when s.field is not null and s.citations is not null then
         (rank() over (partition by s.field, s.start order by s.citations) - 1
          + count(*) over (partition by s.field, s.start, s.citations) / 2.0)
         / count(s.citations) over (partition by s.field, s.start) end as percentile,
       s.is_industry
from subject s left join crossing x on x.grant_key = s.key
order by s.key;
