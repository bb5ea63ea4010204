select record, 'KAG-INDUSTRY' as scheme, trim(id) as code, regexp_extract(trim(id), '[^-]*$') as title_zh from raw
