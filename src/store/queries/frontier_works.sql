-- Who stands behind the works of each item, by their main topic, from year $from on: one row for each work, economy and
-- institution. credit: the work shared evenly over its authors, an author's part over his rows. top: how far the work is
-- one of the $share most cited of its field and year; works with as many citations as the last of these share what is left.
-- Input: topic_item(item, topic).
with placed as (
  select t.source, t.work_key, t.topic, coalesce(w.year, year(w.date::date)) as year, coalesce(w.citations, 0) as citations,
         p.field
  from work_topic t join work w using (source, work_key) left join topic p on p.source = t.source and p.topic = t.topic
  where t.rank = 1 and w.citations is not null and not coalesce(w.is_retracted, false)
), ranked as (
  select *, count(*) over (partition by source, field, year) as works,
         rank() over (partition by source, field, year order by citations desc) - 1 as above,
         count(*) over (partition by source, field, year, citations) as ties
  from placed where year >= $from and year <= $until
), chosen as (
  select i.item, r.source, r.work_key, greatest(0, least(1, ($share * r.works - r.above) / r.ties)) as top
  from ranked r join topic_item i on i.topic = r.topic
), credited as (
  select source, work_key, economy, institution_key,
         1.0 / count(distinct position) over (partition by source, work_key)
             / count(*) over (partition by source, work_key, position) as credit
  from authorship
)
select c.item, c.source, c.work_key, any_value(c.top) as top, a.economy, min(n.id) as id, min(n.name) as institution,
       coalesce(min(a.credit_sum), 1.0) as credit
from chosen c
left join (select source, work_key, economy, institution_key, sum(credit) as credit_sum from credited group by all) a
       on a.source = c.source and a.work_key = c.work_key
left join institution n on n.source = a.source and n.institution_key = a.institution_key
group by c.item, c.source, c.work_key, a.economy, a.institution_key
order by c.item, c.source, c.work_key, a.economy nulls last, a.institution_key nulls last;
