-- Projects that only a list of patents, trials or papers names.
select record,
       entity_key('nih-project', id) as grant_key,
       id,
       'NIH' as funder,
       'USA' as funder_economy,
       nullif(regexp_extract(id, '^[A-Z][A-Z0-9]{2}([A-Z]{2})\d', 1), '') as field,
       nullif(regexp_extract(id, '^([A-Z][A-Z0-9]{2})[A-Z]{2}\d', 1), '') as type
from raw
