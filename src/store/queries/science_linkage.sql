-- Patents of each group ($by: class, economy, topic, year; all together where it is missing), how many papers each cites, and
-- how many years lie between. One row for each group, lag and kind: patents without a cited paper have no lag, links without
-- both years neither. A patent of several groups counts in each.
with dated as (
  select patent_key, min(coalesce(priority_year, filing_year, publication_year)) as year
  from patent where $source is null or source = $source group by patent_key
), paper as (
  select work_key, min(coalesce(year, year(date::date))) as year from work group by work_key
), link as (
  select distinct l.patent_key, l.work_key from patent_work l join dated using (patent_key)
  where $source is null or l.source = $source
), link_topic as (
  select l.*, t.topic from link l left join work_topic t on t.work_key = l.work_key and t.rank = 1 and $by = 'topic'
), member as (
  select patent_key, left(code, case $depth when 'class' then 3 else 4 end) as "group" from patent_class
  where $by = 'class' and scheme = $scheme
  union select patent_key, economy from applicant
  where $by = 'economy' and role in ('applicant', 'owner') and economy is not null
  union select patent_key, topic from link_topic where $by = 'topic'
  union select patent_key, year::varchar from dated where $by = 'year'
), grouped as (
  select d.patent_key, d.year, m."group" from dated d left join member m using (patent_key)
), counted as (
  select g."group", g.patent_key, count(l.work_key) as papers
  from grouped g left join link_topic l on l.patent_key = g.patent_key and l.topic is not distinct from case when $by = 'topic' then g."group" end
  group by all
), lagged as (
  select g."group", g.year - p.year as lag, count(*) as links
  from grouped g join link_topic l on l.patent_key = g.patent_key and l.topic is not distinct from case when $by = 'topic' then g."group" end
  left join paper p using (work_key) group by all
), named as (
  select code, min(title_en) as name from classification where $by = 'class' and scheme = $scheme group by code
  union all select topic, min(name) from topic where $by = 'topic' group by topic
)
select c."group", n.name, 'patents' as kind, papers as value, count(*) as count
from counted c left join named n on n.code = c."group" group by all
union all
select l."group", n.name, 'lags', lag, sum(links)::bigint from lagged l left join named n on n.code = l."group" group by all
order by all;
