-- What is known of the quality of the works of each item, by their main topic, published in the years from $from until $until:
-- one row for each work and economy, economy missing where it is not stated. Works count once for each source.
--   credit      the economy's part of the work: shared evenly over its authors, an author's part over his economies
--   top_1 _10   how far the work is among the 1 % (10 %) most cited of its field and year; works with as many citations as the
--               last of them share what is left. Missing: withdrawn, without a count of citations, or without field
--   crossed     1: a patent cites it. Missing: withdrawn
--   judged      citing works of which, as of the work itself, an institution is known. Missing: withdrawn
--   other       of these, that share no institution with the work
--   retracted   1: withdrawn. Missing: not known
--   usual_*     mean of all loaded works of the same source, field and year; of reuse: all other / all judged
-- Input: topic_item(item, topic).
with placed as (
  select t.source, t.work_key, t.topic, p.field, coalesce(w.year, year(w.date::date)) as year, w.citations,
         w.is_retracted, coalesce(w.is_retracted, false) as is_withdrawn
  from work_topic t join work w using (source, work_key) left join topic p on p.source = t.source and p.topic = t.topic
  where t.rank = 1 and coalesce(w.year, year(w.date::date)) between $from and $until
), ranked as (
  select source, work_key, count(*) over cell as works,
         rank() over (partition by source, field, year order by citations desc) - 1 as above,
         count(*) over (partition by source, field, year, citations) as ties
  from placed where citations is not null and field is not null and not is_withdrawn
  window cell as (partition by source, field, year)
), home as (
  select distinct source, work_key, institution_key from authorship where institution_key is not null
), known as (
  select distinct source, work_key from home
), shared as (
  select distinct r.source, r.work_key, r.cited_key
  from work_reference r join home a on a.source = r.source and a.work_key = r.work_key
  join home b on b.source = r.source and b.work_key = r.cited_key and b.institution_key = a.institution_key
), reused as (
  select r.source, r.cited_key as work_key, count(*) as judged, count(*) filter (s.work_key is null) as other
  from (select distinct source, work_key, cited_key from work_reference where work_key <> cited_key) r
  join known a on a.source = r.source and a.work_key = r.work_key
  join known b on b.source = r.source and b.work_key = r.cited_key
  left join shared s on s.source = r.source and s.work_key = r.work_key and s.cited_key = r.cited_key
  group by r.source, r.cited_key
), judged as (
  select p.*, case when k.ties > 0 then greatest(0, least(1, (0.01 * k.works - k.above) / k.ties)) end as top_1,
         case when k.ties > 0 then greatest(0, least(1, (0.1 * k.works - k.above) / k.ties)) end as top_10,
         case when not is_withdrawn
              then (exists (from patent_work l where l.work_key = p.work_key))::integer end as crossed,
         case when not is_withdrawn then coalesce(u.judged, 0) end as judged,
         case when not is_withdrawn then coalesce(u.other, 0) end as other, is_retracted::integer as retracted
  from placed p left join ranked k on k.source = p.source and k.work_key = p.work_key
  left join reused u on u.source = p.source and u.work_key = p.work_key
), compared as (
  select *, avg(crossed) over cell as usual_crossed, avg(retracted) over cell as usual_retracted,
         sum(other) over cell / nullif(sum(judged) over cell, 0) as usual_reuse
  from judged window cell as (partition by source, field, year)
), author as (
  select distinct source, work_key, position, economy from authorship
), stated as (
  select source, work_key, position, economy from author a
  where economy is not null or not exists (
    from author b where b.source = a.source and b.work_key = a.work_key and b.position = a.position and b.economy is not null)
), credited as (
  select source, work_key, economy,
         1.0 / count(distinct position) over (partition by source, work_key)
             / count(*) over (partition by source, work_key, position) as credit
  from stated
)
select i.item, c.source, c.work_key::varchar as work_key, a.economy, coalesce(a.credit, 1.0) as credit, c.top_1, c.top_10,
       c.crossed, c.judged, c.other, c.retracted, c.usual_crossed, c.usual_retracted, c.usual_reuse
from compared c join topic_item i on i.topic = c.topic
left join (select source, work_key, economy, sum(credit) as credit from credited group by all) a
       on a.source = c.source and a.work_key = c.work_key
order by i.item, c.source, c.work_key, a.economy nulls last;
