-- The pairs inside "ups". An industry may take from none: then it makes no row.
select up.record, up.industry, up.up, up.weight, taker.code as code, giver.code as up_code
from (select record, industry, link.key as up, link.value::varchar as weight
      from $raw, json_each(if(json_valid(ups) and json_type(ups) = 'OBJECT', ups, '{}')) as link) as up
left join sw_industry taker on taker.name = up.industry
left join sw_industry giver on giver.name = up.up
union all
-- Something else than an object stands there: told as it is.
select record, industry, ups, null, null, null from $raw
where ups is not null and case when json_valid(ups) then json_type(ups) <> 'OBJECT' else true end
order by 1, 3
