-- The pairs of a table at the finest level of both schemes; a code with n counterparts gives each of them 1/n.
select record,
       $from_scheme as from_scheme,
       $from as from_code,
       $to_scheme as to_scheme,
       $to as to_code,
       1 / counterparts as weight,
       case when $from is null then reject($from_name, $from, 'no code stands here')
            when $to is null then reject($to_name, $from, 'the code has no counterpart in this row')
       end as reject
from $relation left join (select $from as code, count(distinct $to) as counterparts from $relation group by all) on code = $from
