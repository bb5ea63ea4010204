-- A row of the file is a flow; thousand USD become USD.
-- Provided: baci_country(number, economy).
-- Filled in: the revision of HS, and the table (spelled, code) of how the file's codes are read.
with flow as (
  select record, t, v, q,
         cell_text(k) as spelled,
         product_code.code as product,
         whole_number(t) as year,
         coalesce(seller.economy, i) as exporter,
         coalesce(buyer.economy, j) as importer,
         number(cell_text(v)) as kusd,
         nullif(cell_text(q), 'NA') as tons
  from raw
  left join $product as product_code on product_code.spelled = cell_text(k)
  left join baci_country as seller on seller.number = cell_text(i)
  left join baci_country as buyer on buyer.number = cell_text(j)
)
select record,
       '$hs'::enum('$hs') as classification,
       year, exporter, importer, product,
       kusd * 1000 as value_usd,
       number(tons) as quantity_t,
       case when year is null or year not between 1500 and 2100 then reject('t', t, 'not a year')
            when product is null and spelled is not null then reject('k', spelled, 'not a code of its revision')
            when cell_text(v) is null then reject('v', '', 'no value')
            when kusd is null then reject('v', v, 'not a number')
            when kusd < 0 then reject('v', v, 'trade cannot be negative')
            when number(tons) is null and tons is not null then reject('q', q, 'not a number')
            when number(tons) < 0 then reject('q', q, 'trade cannot be negative')
       end as reject
from flow
