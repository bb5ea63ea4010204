-- Inputs as codes of the scheme ETO-INPUT; above an input stands the input it is a type of, else its stage.
select record,
       'ETO-INPUT' as scheme,
       trim(input_id) as code,
       coalesce((select min(above) from eto_type where eto_type.code = trim(input_id)), nullif(trim(stage_id), '')) as parent,
       trim(input_name) as title_en
from raw
