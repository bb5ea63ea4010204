-- Each place once.
select min(record) as record, fips as region, arg_min(name, record) as name, 'USA' as economy,
       min(case kind when 'state' then '9' || in_region || '000' when 'group of states' then '00000' end) as parent,
       min(kind) as kind
from ($places)
where fips <> ''
group by fips
