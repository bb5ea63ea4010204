-- What a text names: a printed id, or a name or title, whatever the case. `kind` null: of any kind; a topic stands for its papers.
with given as (select trim($text) as text, lower(trim($text)) as said)
select distinct kind, key::bigint as key, id from (
  select 'project' as kind, grant_key as key, '' as id, 'project' as asked from grant, given
  where grant_key = entity_key('nih-project', text) or lower(grant.id) = said or lower(title) = said
  union all
  select 'paper', work_key, '', 'paper' from work, given
  where work_key in (entity_key('doi', text), entity_key('openalex', text), entity_key('pubmed', text))
     or lower(work.id) = said or doi = entity_id('doi', text) or lower(title) = said
  union all
  select 'paper', work_key, '', 'paper' from patent_work, given
  where work_key in (entity_key('doi', text), entity_key('openalex', text), entity_key('pubmed', text))
  union all
  select 'paper', work_key, '', 'topic' from work_topic join topic using (source, topic), given
  where lower(topic) = said or lower(topic.name) = said or name_zh = text
  union all
  select 'patent', patent_key, '', 'patent' from patent, given
  where patent_key in (entity_key('patent', text), entity_key('patent', 'US' || text))
     or lower(patent.id) = said or lower(title) = said
  union all
  select 'patent', patent_key, '', 'patent'
  from (select patent_key from product_patent where patent_key is not null
        union all select patent_key from grant_patent union all select patent_key from patent_work), given
  where patent_key in (entity_key('patent', text), entity_key('patent', 'US' || text))
  union all
  select 'trial', 0, trial, 'trial' from (select trial, name as title from trial
                                          union all select trial, null from grant_trial), given
  where lower(trial) = said or lower(title) = said
  union all
  select 'product', 0, coalesce(application, product), 'product' from product, given
  where lower(product) = said or lower(application) = said
     or (regexp_full_match(text, '\d{1,5}') and application = lpad(text, 6, '0'))
     or list_contains(list_transform(string_split(lower(product.name), ';'), x -> trim(x)), said)
     or lower(ingredient) = said
     or list_contains(list_transform(string_split(lower(ingredient), ';'), x -> trim(x)), said)
  union all
  select 'product', 0, coalesce(application, product), 'product' from product_patent, given
  where lower(product) = said or lower(application) = said
) where $kind is null or asked = $kind
order by kind, key, id;
