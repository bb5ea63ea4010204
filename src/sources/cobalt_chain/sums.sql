-- Tons of three years together, by BACI's country names.
-- Filled in: the last year of the three.
select record,
       'HS2012-3Y' as classification,
       $last as year,
       sources as exporter,
       targets as importer,
       k as product,
       number(q_total) as quantity_t,
       case when not code_is_known('HS2012', k) then reject('k', k, 'not a code of HS2012')
            when q_total is null then reject('q_total', '', 'no quantity')
            when number(q_total) is null then reject('q_total', q_total, 'not a number')
            when number(q_total) < 0 then reject('q_total', q_total, 'trade cannot be negative')
       end as reject
from raw
