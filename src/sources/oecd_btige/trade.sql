-- A row of the file is a flow; thousand USD become USD.
with flow as (
  select *, whole_number(year) as year_number, number(value) as kusd from raw
)
select record,
       'BTIGE'::enum('BTIGE') as classification,
       year_number as year,
       exporter,
       importer,
       product,
       kusd * 1000 as value_usd,
       case when year_number is null or year_number not between 1500 and 2100 then reject('year', year, 'not a year')
            when not code_is_known('BTIGE', product) then reject('product', product, 'not a product group of BTIGE')
            when kusd is null and value <> '' then reject('value', value, 'not a number')
            when kusd < 0 then reject('value', value, 'trade cannot be negative')
       end as reject
from flow
