-- Lithium cells in BACI's own columns: country numbers, thousand USD, tons of one year.
select record,
       'HS2012' as classification,
       t as year,
       i as exporter,
       j as importer,
       k as product,
       number(v) * 1000 as value_usd,
       number(q) as quantity_t,
       case when whole_number(t) is null or whole_number(t) not between 1500 and 2100 then reject('t', t, 'not a year')
            when not code_is_known('HS2012', k) then reject('k', k, 'not a code of HS2012')
            when number(v) is null and v is not null then reject('v', v, 'not a number')
            when number(q) is null and q is not null then reject('q', q, 'not a number')
            when number(v) < 0 then reject('v', v, 'trade cannot be negative')
            when number(q) < 0 then reject('q', q, 'trade cannot be negative')
       end as reject
from raw
