-- World production: one row a material, economy and year; masses in t.
with unit(name, unit, factor) as (values
    ('metr. t', 't', 1), ('kg', 't', 1e-3), ('mio m3', 'm3', 1e6), ('ct', 'carat', 1)
),
stated as (
  select raw.*, unit.unit as si, unit.factor, economy_code("Country") as named, economy_code("Country_ISO") as coded
  from raw left join unit on lower(trim(raw.unit)) = unit.name
)
select record,
       'WORLD-MINING' as classification,
       trim(regexp_replace(lower(material), '[^a-z0-9]+', '-', 'g'), '-') as item,
       -- Where the name and the code are two economies, the name tells which is meant.
       case when named <> coded then "Country" when coded is not null then "Country_ISO" else "Country" end as economy,
       year,
       number(production) * factor as quantity,
       si as unit,
       case when si is null then reject('unit', unit, 'not a unit that is known here')
            when whole_number(year) is null or whole_number(year) not between 1500 and 2100
                then reject('year', year, 'not a year')
            when production is null then reject('production', '', 'no figure')
            when number(production) is null then reject('production', production, 'not a number')
            when number(production) < 0 then reject('production', production, 'production cannot be negative')
       end as reject
from stated
