-- Each place once.
select min(record) as record, fips as region, any_value(name) as name, 'USA' as economy,
       any_value(case kind when 'state' then '9' || in_region || '000' when 'group of states' then '00000' end) as parent,
       any_value(kind) as kind
from ($places)
where fips <> ''
group by fips
