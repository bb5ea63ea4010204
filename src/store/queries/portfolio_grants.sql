-- Grants of a source that lead to segments of a chain, and how: a product that one of their patents protects is the segment's, a
-- patent has its class, a work its topic, or the title has one of its keywords. One row a grant and segment; the surest way is told.
-- Input: segment_code(segment, scheme, code), segment_keyword(segment, keyword, begins): 'word' or 'anywhere' in the title.
with keyword as (
  select segment, case begins when 'word' then ' ' else '' end || regexp_replace(lower(keyword), '[^\p{L}\p{N}]+', ' ', 'g') as words
  from segment_keyword
), titled as (
  select grant_key, ' ' || regexp_replace(lower(title), '[^\p{L}\p{N}]+', ' ', 'g') as words from grant
  where source = $source and title is not null
), way as (
  select l.grant_key, s.segment, 1 as rank, 'product' as way from grant_patent l
  join product_patent p on p.patent_key = l.patent_key
  join segment_code s on s.scheme = 'FDA-APPLICATION' and s.code = p.application
  union
  select l.grant_key, s.segment, 2, 'patent class' from grant_patent l join patent_class c on c.patent_key = l.patent_key
  join segment_code s on s.scheme = 'IPC' and c.scheme in ('IPC', 'CPC')
   and starts_with(replace(c.code, ' ', ''), regexp_replace(replace(s.code, ' ', ''), '/00$', '/'))
  union
  select l.grant_key, s.segment, 3, 'topic' from grant_work l join work_topic t on t.work_key = l.work_key and t.rank = 1
  join segment_code s on s.scheme = 'OPENALEX-TOPIC' and s.code = t.topic
  union
  select t.grant_key, k.segment, 4, 'keyword' from titled t join keyword k on contains(t.words, k.words)
)
select g.id, g.title, g.field, g.type, g.region, g.institution, g.amount, g.currency, w.segment, arg_min(w.way, w.rank) as way
from grant g join way w on w.grant_key = g.grant_key where g.source = $source
group by all order by g.id, w.segment;
