-- What is known of some projects, papers, patents, trials and products: printed id, name, day or year, who holds it.
-- Input: node(place, kind, key, id).
with person_of as (
  select patent_key, string_agg(distinct name, '; ' order by name) as holder from applicant
  where role in ('owner', 'applicant') group by patent_key
), written_at as (
  select a.work_key, string_agg(distinct i.name, '; ' order by i.name) as holder
  from authorship a join institution i on i.institution_key = a.institution_key group by a.work_key
), printed as (
  select patent_key, min(patent) as id from product_patent group by patent_key
), known as (
  select n.place, coalesce(g.id, 'key ' || n.key) as id, g.title as name, null::date as date, g.year,
         case when g.year is not null then 'start' end as dated_by, g.institution as holder
  from node n left join grant g on g.grant_key = n.key where n.kind = 'project'
  union all
  select n.place, coalesce(w.id, 'key ' || n.key), w.title, w.date::date, coalesce(w.year, year(w.date::date)),
         case when coalesce(w.year, year(w.date::date)) is not null then 'publication' end, a.holder
  from node n left join work w on w.work_key = n.key left join written_at a on a.work_key = n.key
  where n.kind = 'paper'
  union all
  select n.place, coalesce(p.id, r.id, 'key ' || n.key), p.title,
         if(coalesce(p.priority_year, p.filing_year) is null, p.publication_date::date, null),
         coalesce(p.priority_year, p.filing_year, p.publication_year, year(p.publication_date::date)),
         case when p.priority_year is not null then 'first filing' when p.filing_year is not null then 'filing'
              when coalesce(p.publication_year, year(p.publication_date::date)) is not null then 'publication' end, a.holder
  from node n left join patent p on p.patent_key = n.key left join printed r on r.patent_key = n.key
  left join person_of a on a.patent_key = n.key where n.kind = 'patent'
  union all
  select n.place, n.id, t.name, t.start::date, year(t.start::date), case when t.start is not null then 'start' end, null
  from node n left join trial t on t.trial = n.id where n.kind = 'trial'
  union all
  select n.place, n.id, p.name, p.date::date, year(p.date::date), case when p.date is not null then 'approval' end, p.company
  from node n left join product p on coalesce(p.application, p.product) = n.id where n.kind = 'product'
)
select place, min(id) as id, string_agg(distinct name, '; ' order by name) as name, min(date)::varchar as date,
       min(year) as year, arg_min(dated_by, year) as dated_by, string_agg(distinct holder, '; ' order by holder) as holder
from known group by place order by place;
