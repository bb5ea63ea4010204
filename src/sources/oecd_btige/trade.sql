-- A row of the file is a flow; thousand USD become USD.
select record,
       'BTIGE' as classification,
       try_cast(year as integer) as year,
       exporter,
       importer,
       product,
       number(value) * 1000 as value_usd,
       case when not regexp_full_match(year, '(1[5-9]|20)\d\d') then reject('year', year, 'not a year')
            when product not in (select code from btige) then reject('product', product, 'not a product group of BTIGE')
            when value <> '' and number(value) is null then reject('value', value, 'not a number')
            when number(value) < 0 then reject('value', value, 'trade cannot be negative')
       end as reject
from raw
