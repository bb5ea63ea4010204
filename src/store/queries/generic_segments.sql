-- Which segments each technology serves: how many records of the segment's technologies cite it, and whether the segment's
-- codes name it. Input: segment_item(segment, item).
with record as (
  select distinct source, work_key as key, topic as item from work_topic where $of = 'works' and rank = 1
  union all
  select distinct source, patent_key, left(code, 4)
  from patent_class where $of = 'patents' and scheme in ('IPC', 'CPC')
), reference as (
  select source, work_key as key, cited_key from work_reference where $of = 'works'
  union all
  select source, patent_key, cited_key from patent_reference where $of = 'patents'
), served as (
  select i.item, s.segment, count(distinct (r.source, r.key)) as citers
  from reference r
  join record i on i.source = r.source and i.key = r.cited_key
  join record c on c.source = r.source and c.key = r.key
  join segment_item s on s.item = c.item
  where r.key <> r.cited_key
  group by i.item, s.segment
), named as (
  select distinct item, segment from segment_item
)
select item, segment, coalesce(s.citers, 0) as citers, n.item is not null as is_named
from served s full join named n using (item, segment)
order by item, citers desc, segment;
