-- A provider stands once for each of its aliases.
select trim(provider_id) as id, min(trim(provider_name)) as name, min(trim(provider_type)) as type,
       nullif(min(trim(country)), '') as economy
from $raw group by all having count(distinct country) <= 1
