-- Records of each technology by year (topics of works, subclasses of patents: generic_citers.sql), with the topic's name.
with record as (
  select distinct t.source, t.work_key as key, t.topic as item, coalesce(w.year, year(w.date::date)) as year, n.name
  from work_topic t join work w using (source, work_key) left join topic n on n.source = t.source and n.topic = t.topic
  where $of = 'works' and t.rank = 1
  union all
  select distinct c.source, c.patent_key, left(c.code, 4),
         coalesce(p.priority_year, p.filing_year, p.publication_year), null
  from patent_class c join patent p using (source, patent_key)
  where $of = 'patents' and c.scheme in ('IPC', 'CPC')
)
select item, year, count(*) as records, min(name) as name from record group by item, year order by item, year;
