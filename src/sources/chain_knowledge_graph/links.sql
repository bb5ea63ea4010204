-- What an industry takes from which other, as often as the source found it. Names, not codes; made by machine, and noisy.
select record, 'SW2021' as scheme, up_code as from_code, code as to_code, weight,
       case when up is null then reject('ups', null, 'not an object of industries and weights')
            when code is null then reject('industry', industry, 'an industry that industry.json does not name')
            when up_code is null then reject('ups', up, 'an industry that industry.json does not name')
            when try_cast(weight as double) is null or try_cast(weight as double) <= 0
                then reject('ups', concat_ws(': ', up, weight), 'not a weight')
       end as reject
from raw
