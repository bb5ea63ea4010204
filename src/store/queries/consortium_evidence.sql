-- Who can do what, by what is loaded: institutions by their works on a topic (main topic), applicants and owners of patents by a class
-- (families counted once), organisations by the input they provide. Input table needed_code(place, scheme, code): a place may have several
-- codes, and a missing scheme stands for any. From $at_least works or patents on. level: ln(1 + n) / ln(1 + the most of anybody there); of
-- inputs the share against the largest. "Various companies" is nobody.
with institution_of as (
  select institution_key, any_value(id order by source) as id, any_value(name order by source) as name,
         any_value(type order by source) as type, any_value(economy::varchar order by source) as economy,
         any_value(region order by source) as region
  from institution group by institution_key
), on_topic as (
  select distinct n.place, t.work_key from needed_code n join work_topic t on t.topic = n.code
  where coalesce(n.scheme, 'OPENALEX-TOPIC') = 'OPENALEX-TOPIC' and t.rank = 1
), works as (
  select o.place, a.institution_key, count(distinct o.work_key) as n
  from on_topic o join authorship a on a.work_key = o.work_key where a.institution_key is not null group by all
), in_class as (
  select distinct n.place, c.patent_key, coalesce(p.family, p.patent_key::varchar) as family
  from needed_code n join patent_class c
    on c.code = n.code
    or (not contains(n.code, '/') and regexp_matches(n.code, '^[A-HY]\d\d[A-Z]?')
        and starts_with(replace(c.code, ' ', ''), replace(n.code, ' ', '')))
  left join patent p on p.patent_key = c.patent_key
  where coalesce(n.scheme, 'IPC') in ('IPC', 'CPC') and (n.scheme is null or c.scheme = n.scheme or (n.scheme = 'IPC' and c.scheme = 'CPC'))
), patents as (
  select i.place, a.name, any_value(a.type order by a.type) as type, any_value(a.economy::varchar order by a.economy::varchar) as economy,
         count(distinct i.family) as n
  from in_class i join applicant a on a.patent_key = i.patent_key
  where a.role in ('applicant', 'owner') and a.name is not null group by i.place, a.name
), newest as (
  select n.place, p.provider, any_value(p.provider_economy::varchar order by p.provider_economy::varchar) as economy,
         max(p.share) as share
  from needed_code n join provision p on p.input = n.code
  where coalesce(n.scheme, 'ETO-INPUT') = 'ETO-INPUT' and p.provider is not null and not regexp_matches(lower(p.provider), '^(various|others?|rest of)\b')
    and p.year is not distinct from (select max(q.year) from provision q where q.source = p.source and q.input = p.input)
  group by all
)
select w.place, i.id as actor, i.name,
       case i.type when 'company' then 'firm' when 'education' then 'university' when 'facility' then 'lab'
                   when 'government' then 'office' else i.type end as kind,
       i.economy, i.region, 'works' as evidence, w.n as count, null::double as share,
       ln(1 + w.n) / ln(1 + max(w.n) over (partition by w.place)) as level
from works w join institution_of i on i.institution_key = w.institution_key where w.n >= $at_least
union all
select place, name, name, case type when 'company' then 'firm' when 'government' then 'office' else type end, economy, null, 'patents', n, null,
       ln(1 + n) / ln(1 + max(n) over (partition by place))
from patents where n >= $at_least
union all
select place, provider, provider, 'firm', economy, null, 'input', null, share,
       share / nullif(max(share) over (partition by place), 0)
from newest
order by actor, place, evidence;
