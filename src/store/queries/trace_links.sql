-- One step along the links from some projects, papers, patents, trials and products: to what came of them ($direction
-- 'next') or to what they came from ('previous'). Papers, patents and projects go by key, trials and products by id.
-- No table ties a trial to a product: `through` is the project that paid the trial and a patent of the product.
-- Input: frontier(kind, key, id).
with link as (
  select 'project' as from_kind, grant_key as from_key, '' as from_id, 'paper' as to_kind, work_key as to_key,
         '' as to_id, null::double as confidence, null::date as protected_until, 0::ubigint as through, source
  from grant_work
  union all
  select 'project', grant_key, '', 'patent', patent_key, '', null, null, 0, source from grant_patent
  union all
  select 'project', grant_key, '', 'trial', 0, trial, null, null, 0, source from grant_trial
  union all
  select 'paper', work_key, '', 'patent', patent_key, '', max(confidence), null, 0, source from patent_work
  group by work_key, patent_key, source
  union all
  select 'patent', patent_key, '', 'product', 0, coalesce(application, product), null, max(expiry)::date, 0, source
  from product_patent where patent_key is not null group by patent_key, coalesce(application, product), source
  union all
  select distinct 'trial', 0, t.trial, 'product', 0, coalesce(p.application, p.product), null, null::date, t.grant_key,
         t.source
  from grant_trial t join grant_patent g on g.grant_key = t.grant_key
  join product_patent p on p.patent_key = g.patent_key
)
select from_kind, from_key::bigint as from_key, from_id, to_kind, to_key::bigint as to_key, to_id,
       through::bigint as through, max(confidence) as confidence,
       max(protected_until)::varchar as protected_until, string_agg(distinct source, ', ' order by source) as source
from link
join frontier f on f.kind = case $direction when 'next' then from_kind else to_kind end
               and f.key::ubigint = case $direction when 'next' then from_key else to_key end
               and f.id = case $direction when 'next' then from_id else to_id end
where $links = 'all' or (through = 0 and (confidence is null or confidence = 1))
group by all
order by all;
