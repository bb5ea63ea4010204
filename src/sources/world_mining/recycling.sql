-- Share of the EU's demand that is met from old scrap.
-- Filled in: the column and its year.
select record,
       'recycling_input_rate' as indicator,
       'EU27' as economy,
       trim(regexp_replace(lower("Sheet_name"), '[^a-z0-9]+', '-', 'g'), '-') as item,
       $year as year,
       number($rate) as value,
       '1' as unit,
       case when $rate is null then reject($name, '', 'no figure')
            when number($rate) is null then reject($name, $rate, 'not a number')
            when number($rate) not between 0 and 1 then reject($name, $rate, 'not a share from 0 to 1')
       end as reject
from raw
