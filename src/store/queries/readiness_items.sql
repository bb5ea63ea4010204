-- What readiness is asked of ($of: project, stated project, work, patent, product), with its words and, of a project, the
-- levels that a source states: now, and at the start (the lowest where sources differ). $item: a printed id, or null: all.
-- A product is an approval, with all its strengths and forms.
with subject as (
  select source, grant_key::varchar as key, id, title as name, null as text, readiness as stated, readiness_start as started
  from grant where $of = 'project' or ($of = 'stated project' and readiness is not null)
  union all
  select source, work_key::varchar, id, title, abstract, null, null from work where $of = 'work'
  union all
  select source, patent_key::varchar, id, title, concat_ws(' ', abstract, first_claim), null, null from patent where $of = 'patent'
  union all
  select source, coalesce(application, product), coalesce(application, product), name, null, null, null from product
  where $of = 'product'
)
select key, min(id) as item, min(name) as name, min(text) as text, min(stated) as stated, min(started) as started,
       string_agg(distinct source, ', ' order by source) as source
from subject
where $item is null or lower(id) = lower(trim($item))
   or key in (entity_key('doi', $item)::varchar, entity_key('patent', $item)::varchar)
group by key
order by key;
