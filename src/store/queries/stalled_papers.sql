-- Papers as they stood in $until: when they were published, whether and in which year they first crossed to a patent, a
-- product or a firm ($to), and what could foretell it. crossed_in is missing where nobody says when, and may lie after
-- $until. To 'industry': the first year in which a work that a firm wrote cites the paper, a firm that did not write it.
-- Citations are those up to $until: the source's total less what it counts in later years; where it does not count by
-- year, and $until is not the present, those by loaded works. The percentile is among papers of the field and year; equals
-- share theirs. is_industry: an author's institution is a company; missing where no kind of institution is stated.
with paper as (
  select work_key, min(id) as id, min(title) as title, min(coalesce(year, year(date::date))) as start,
         max(citations) as citations
  from work group by work_key
), firm_paper as (
  select distinct a.work_key, a.institution_key
  from authorship a join institution i on i.institution_key = a.institution_key where i.type = 'company'
), written_at as (
  select a.work_key, bool_or(i.type = 'company') as is_industry
  from authorship a join institution i on i.institution_key = a.institution_key group by a.work_key
), main_topic as (
  select w.work_key, min(w.topic) as topic, min(t.field) as field
  from work_topic w left join topic t using (source, topic) where w.rank = 1 group by w.work_key
), dated_patent as (
  select patent_key, min(coalesce(priority_year, filing_year, publication_year)) as year from patent group by patent_key
), dated_product as (
  select coalesce(application, product) as id, min(year(date::date)) as year from product group by 1
), crossing as (
  select l.work_key, min(t.year) as crossed_in
  from patent_work l left join dated_patent t using (patent_key) where $to = 'patent' group by l.work_key
  union all
  select l.work_key, min(d.year)
  from patent_work l join product_patent p using (patent_key)
  left join dated_product d on d.id = coalesce(p.application, p.product) where $to = 'product' group by l.work_key
  union all
  select r.cited_key, min(c.start)
  from work_reference r join firm_paper f on f.work_key = r.work_key join paper c on c.work_key = r.work_key
  where $to = 'industry' and r.cited_key <> r.work_key
    and not exists (from firm_paper o where o.work_key = r.cited_key and o.institution_key = f.institution_key)
  group by r.cited_key
), later as (
  select work_key, max(citations) as citations
  from (select source, work_key, sum(citations) as citations from work_citation_year where year > $until group by all)
  group by work_key
), seen as (
  select r.cited_key as work_key, count(distinct c.work_key) as citations
  from work_reference r join paper c on c.work_key = r.work_key where c.start <= $until group by r.cited_key
), known as (
  select (select coalesce(max(start) <= $until, false) from paper) as is_present,
         exists (from work_citation_year) as has_years, exists (from work_reference) as has_references
), cited as (
  select p.work_key,
         case when k.is_present and p.citations is not null then p.citations
              when k.has_years then greatest(p.citations - coalesce(l.citations, 0), 0)
              when k.has_references then coalesce(s.citations, 0) end::bigint as citations
  from paper p cross join known k left join later l using (work_key) left join seen s using (work_key)
), subject as (
  select p.work_key as key, p.id, p.title, p.start, m.field, m.topic, c.citations, w.is_industry
  from paper p left join main_topic m using (work_key) join cited c using (work_key) left join written_at w using (work_key)
  where p.start is null or p.start <= $until
)
select s.key, s.id, s.title, s.start, x.work_key is not null as crossed, x.crossed_in, s.field, s.topic, s.citations,
       case when s.field is not null and s.start is not null and s.citations is not null then
         (rank() over (partition by s.field, s.start order by s.citations) - 1
          + count(*) over (partition by s.field, s.start, s.citations) / 2.0)
         / count(s.citations) over (partition by s.field, s.start) end as percentile,
       s.is_industry
from subject s left join crossing x on x.work_key = s.key
order by s.key;
