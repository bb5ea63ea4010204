-- What each economy has of the works loaded, by main topic and year; item ALL is every topic. A work counts 1 in all: shared
-- equally by its authors, and by the economies of an author; what is not stated has no economy.
--   works               all of them
--   top_works           cited more than 90 % of those of their source, field and year; equals share their rank
--   cited_by_patents    cited by a patent
--   company_works       written by a company with somebody who is none
--   funded_works        paid by a grant that is named
--   authors             persons with a work in the year: one counts 1 in each topic and 1 in ALL, shared equally by the
--                       economies where the works say it worked
-- Input: chain_code(scheme, code).
with written as (
  select w.source, w.work_key, min(coalesce(w.year, year(w.date::date))) as year, max(w.citations) as citations,
         min(t.topic) as topic, min(o.field) as field
  from work w join work_topic t on t.source = w.source and t.work_key = w.work_key and t.rank = 1
  left join topic o on o.source = t.source and o.topic = t.topic
  group by w.source, w.work_key
), author as (
  select distinct source, work_key, position, economy from authorship
), author_economy as (
  select source, work_key, position, economy,
         1.0 / count(*) over (partition by source, work_key, position) as weight
  from author a
  where economy is not null or not exists (
    from author b where b.source = a.source and b.work_key = a.work_key and b.position = a.position and b.economy is not null)
), share as (
  select source, work_key, economy, sum(weight) / sum(sum(weight)) over (partition by source, work_key) as share
  from author_economy group by source, work_key, economy
), placed as (
  select a.source, a.work_key, bool_or(i.type = 'company') and bool_or(i.type <> 'company') as is_joint
  from authorship a join institution i on i.institution_key = a.institution_key group by a.source, a.work_key
), judged as (
  select w.source, w.work_key, w.year, w.topic,
         (rank() over (cell order by w.citations) - 1
          + count(*) over (partition by w.source, w.field, w.year, w.citations) / 2.0)
         / count(*) over cell > 0.9 and w.citations is not null and w.field is not null as is_top,
         exists (from patent_work p where p.work_key = w.work_key) as is_cited, coalesce(p.is_joint, false) as is_joint,
         exists (from grant_work g where g.work_key = w.work_key) as is_funded
  from written w left join placed p on p.source = w.source and p.work_key = w.work_key
  where w.year is not null
  window cell as (partition by w.source, w.field, w.year)
), counted as (
  select j.*, s.economy, coalesce(s.share, 1) as share
  from judged j left join share s on s.source = j.source and s.work_key = j.work_key
), measured as (
  select 'works' as indicator, * from counted
  union all select 'top_works', * from counted where is_top
  union all select 'cited_by_patents', * from counted where is_cited
  union all select 'company_works', * from counted where is_joint
  union all select 'funded_works', * from counted where is_funded
), active as (
  select distinct w.source, a.person_key, w.year, unnest([w.topic, 'ALL']) as item, a.economy
  from written w join authorship a on a.source = w.source and a.work_key = w.work_key
  where w.year is not null and a.person_key is not null
), person as (
  select source, economy, item, year,
         case when economy is not null or count(economy) over one = 0 then 1.0 / greatest(count(economy) over one, 1) end as share
  from active window one as (partition by source, person_key, year, item)
)
select 'work' as table_name, indicator, source, economy, topic as item, year, sum(share) as value
from measured
where topic in (select code from chain_code where scheme = 'OPENALEX-TOPIC')
group by indicator, source, economy, topic, year
union all
select 'work', indicator, source, economy, 'ALL', year, sum(share) from measured group by indicator, source, economy, year
union all
select 'work', 'authors', source, economy, item, year, sum(share) from person
where share is not null and (item = 'ALL' or item in (select code from chain_code where scheme = 'OPENALEX-TOPIC'))
group by source, economy, item, year
order by 2, 3, 5, 6, 4;
