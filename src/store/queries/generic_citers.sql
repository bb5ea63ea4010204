-- Which classes cite each technology: one row for each technology and class, class missing: citing records without one. A
-- technology is the main topic of works, or the subclass (IPC, CPC) of patents. A citing record counts 1 for each
-- technology it cites, in equal parts over its classes. Classes are fields of topics ($of works) or subclasses ($of patents);
-- with $over the codes of that scheme to which a concordance leads from the topic, or from the class or its subclass.
with record as (
  select distinct source, work_key as key, topic as item, topic as code, 'OPENALEX-TOPIC' as scheme
  from work_topic where $of = 'works' and rank = 1
  union all
  select distinct source, patent_key, left(code, 4), code, 'IPC'
  from patent_class where $of = 'patents' and scheme in ('IPC', 'CPC')
), reference as (
  select source, work_key as key, cited_key from work_reference where $of = 'works'
  union all
  select source, patent_key, cited_key from patent_reference where $of = 'patents'
), citing as (
  select distinct r.source, r.key, i.item
  from reference r join record i on i.source = r.source and i.key = r.cited_key where r.key <> r.cited_key
), class as (
  select distinct r.source, r.key,
         case when $over is not null then c.to_code when $of = 'works' then t.field else r.item end as class
  from record r
  left join topic t on t.source = r.source and t.topic = r.item and $of = 'works'
  left join concordance c on c.from_scheme = r.scheme and c.to_scheme = $over and c.from_code in (r.code, r.item)
), placed as (
  select c.item, k.class, 1.0 / count(*) over (partition by c.item, c.source, c.key) as weight
  from citing c
  left join (from class where class is not null) k on k.source = c.source and k.key = c.key
)
select item, class, sum(weight) as citers from placed group by item, class order by item, class nulls last;
