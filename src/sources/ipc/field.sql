-- A field of technology takes whole subclasses ("H01L%") and main groups ("A61K   6/%"), which stand in the classification as
-- H01L and A61K 6/00.
select record,
       'IPC' as from_scheme,
       regexp_replace(regexp_replace("IPC_code", '^(....) *(\d+)/%$', '\1 \2/00'), '%$', '') as from_code,
       'WIPO-FIELD' as to_scheme,
       field as to_code,
       1 as weight,
       case when not coalesce(regexp_full_match("IPC_code", '[A-H]\d\d[A-Z]( *\d{1,4}/)?%'), false)
                then reject('IPC_code', "IPC_code", 'not a pattern such as H01L% or A61K   6/%')
            when field is null or field not in (select code from wipo_field)
                then reject('Field_en', "Field_en", 'not a field of technology of WIPO')
       end as reject
from (select *, trim(regexp_replace(lower("Field_en"), '[^a-z0-9]+', '-', 'g'), '-') as field from raw)
