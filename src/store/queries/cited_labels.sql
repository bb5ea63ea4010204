-- For each work of $source (all sources where it is missing) with references: how many, and how many of them carry a label ($of: the cited work's main topic, or
-- its venue), one row for each label; label missing: the work has references, but none is labelled.
with labelled as (
  select r.source, r.work_key, r.cited_key, case when $of = 'topic' then t.topic else w.venue end as label
  from work_reference r
  left join work w on w.work_key = r.cited_key and w.source = r.source
  left join work_topic t on t.work_key = r.cited_key and t.source = r.source and t.rank = 1 and $of = 'topic'
  where $source is null or r.source = $source
), counted as (
  select source, work_key, count(*) as cited, count(label) as labelled from labelled group by all
)
select c.source, c.work_key, w.id, w.title, coalesce(w.year, year(w.date::date)) as year, c.cited, c.labelled, l.label
from counted c join work w using (source, work_key)
left join (select distinct source, work_key, label from labelled where label is not null) l using (source, work_key)
order by c.source, year nulls last, w.id, l.label;
