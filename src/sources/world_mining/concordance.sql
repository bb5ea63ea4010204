-- The HS codes of a material: the main one and the complementary ones, in HS1992.
with listed as (
  select record, "Sheet_name" as material,
         unnest(list_filter(string_split(concat_ws(';', "HS Code", "HS Code - Complementary"), ';'),
                            part -> trim(part) <> '')) as part
  from raw
)
select record,
       'WORLD-MINING' as from_scheme,
       trim(regexp_replace(lower(material), '[^a-z0-9]+', '-', 'g'), '-') as from_code,
       'HS1992' as to_scheme,
       trim(part) as to_code,
       case when trim(part) ilike 'not available' then reject('HS Code', trim(part), 'no code')
            when not code_is_known('HS1992', trim(part)) then reject('HS Code', trim(part), 'not a code of HS1992')
       end as reject
from listed
union all
select record, null, null, null, null, reject('HS Code', '', 'no code')
from raw where trim(concat("HS Code", "HS Code - Complementary", '')) in ('', ';')
