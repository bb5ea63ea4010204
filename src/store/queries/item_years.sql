-- How many works or patents each item ($of: topic, class, indicator) has in each year; year missing: of unknown year.
-- A topic counts where it is the work's main one; a class once for a patent, cut to its subclass for $depth 'subclass'.
with counted as (
  select t.source, t.topic as item, coalesce(w.year, year(w.date::date)) as year, w.work_key as key
  from work_topic t join work w using (source, work_key)
  where $of = 'topic' and t.rank = 1
  union all
  select c.source, case $depth when 'subclass' then left(c.code, 4) else c.code end,
         coalesce(p.priority_year, p.filing_year, p.publication_year), p.patent_key
  from patent_class c join patent p using (source, patent_key)
  where $of = 'class' and c.scheme = $scheme
), item_year as (
  select item, year, count(distinct key)::double as value from counted
  where $source is null or source = $source group by all
  union all
  select item, year, sum(value) from indicator
  where $of = 'indicator' and indicator = $indicator and economy = $economy and item <> 'ALL'
    and ($source is null or source = $source)
  group by all
), topic_name as (
  select topic, min(name) as name from topic where $of = 'topic' group by topic
), title as (
  select code, min(title_en) as name from classification where $of <> 'topic' and scheme = $scheme group by code
)
select i.item, coalesce(t.name, c.name) as name, i.year, i.value
from item_year i left join topic_name t on t.topic = i.item left join title c on c.code = i.item
order by item, year
