-- What bounds the readiness of a project, work, patent or product ($of) from below: one row for each kind of link of it,
-- how many there are, the first of them, and who states it.
with link as (
  select grant_key::varchar as key, 'paper' as kind, 1 as bound, coalesce(w.id, work_key::varchar) as what, g.source
  from grant_work g left join work w using (work_key) where $of = 'project'
  union all
  select grant_key::varchar, 'patent', 3, coalesce(p.id, patent_key::varchar), g.source
  from grant_patent g left join patent p using (patent_key) where $of = 'project'
  union all
  select grant_key::varchar, 'trial', 5, trial, source from grant_trial where $of = 'project'
  union all
  select g.grant_key::varchar, 'product', 9, coalesce(p.application, p.product), p.source
  from grant_patent g join product_patent p using (patent_key) where $of = 'project'
  union all
  select work_key::varchar, 'published', 1, id, source from work where $of = 'work'
  union all
  select l.work_key::varchar, 'cited by a patent', 3, coalesce(p.id, patent_key::varchar), l.source
  from patent_work l left join patent p using (patent_key) where $of = 'work'
  union all
  select patent_key::varchar, 'patent', 3, id, source from patent where $of = 'patent'
  union all
  select patent_key::varchar, 'product', 9, coalesce(application, product), source
  from product_patent where $of = 'patent' and patent_key is not null
  union all
  select coalesce(application, product), 'approved', 9, coalesce(application, product), source
  from product where $of = 'product'
)
select key, kind, bound, count(distinct what) as count, min(what) as what,
       string_agg(distinct source, ', ' order by source) as source
from link group by key, kind, bound
order by key, bound, kind;
