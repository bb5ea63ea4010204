-- Production at the mine and at the refinery: one row an item, economy and year; masses in t.
with unit(name, unit, factor) as (values ('tonnes', 't', 1), ('kilograms', 't', 1e-3)),
stated as (
  select raw.*, unit.unit as si, unit.factor
  from raw left join unit on unit.name = string_split(units, ' ')[1]
)
select record,
       'CRITICAL-MINERALS' as classification,
       item,
       coalesce(iso3, country) as economy,
       year,
       number(quantity) * factor as quantity,
       si as unit,
       case when si is null then reject('units', units, 'not a unit that is known here')
            when whole_number(year) is null or whole_number(year) not between 1500 and 2100
                then reject('year', year, 'not a year')
            when quantity is null then reject('quantity', '', 'no figure')
            when number(quantity) is null then reject('quantity', quantity, 'not a number')
            when number(quantity) < 0 then reject('quantity', quantity, 'production cannot be negative')
       end as reject
from stated
