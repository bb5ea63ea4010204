-- World production: one row an item, economy and year; masses in t.
-- Filled in: the columns that hold a year's production, e.g. [{year: 2023, name: ..., figure: "PROD_2023"}, ...].
with item(commodity, type, item) as (values
    ('aluminum', 'smelter', 'aluminum-smelter'),
    ('antimony', 'mine', 'antimony'),
    ('arsenic', 'arsenic trioxide', 'arsenic'),
    ('asbestos', 'mine', 'asbestos'),
    ('barite', 'mine', 'barite'),
    ('bauxite( and alumina)?', 'alumina', 'alumina'),
    ('bauxite( and alumina)?', 'mine', 'bauxite'),
    ('beryllium', 'mine', 'beryllium'),
    ('bismuth', 'refinery', 'bismuth'),
    ('boron', 'all types', 'boron'),
    ('bromine', 'production', 'bromine'),
    ('cadmium', 'refinery', 'cadmium'),
    ('cement', 'cement production', 'cement'),
    ('chromium', 'mine', 'chromium'),
    ('clays', 'bentonite', 'bentonite'),
    ('clays', 'fuller', 'fullers-earth'),
    ('clays', 'kaolin', 'kaolin'),
    ('cobalt', 'mine.*cobalt content', 'cobalt'),
    ('cobalt', 'mine production, estimated', 'cobalt-content-not-stated'),
    ('copper', 'mine', 'copper-mine'),
    ('copper', 'refinery', 'copper-refinery'),
    ('diamond \(industrial\)', 'mine', 'diamond-industrial'),
    ('diatomite', 'mine', 'diatomite'),
    ('feldspar', 'mine', 'feldspar'),
    ('fluorspar', 'mine', 'fluorspar'),
    ('gallium', 'primary', 'gallium'),
    ('garnet \(industrial\)', 'mine', 'garnet-industrial'),
    ('gemstones', 'diamond', 'diamond-gem'),
    ('ger?manium', 'refinery', 'germanium'),
    ('gold', 'mine', 'gold'),
    ('graphite', 'mine', 'graphite'),
    ('gypsum', 'mine', 'gypsum'),
    ('helium', 'production', 'helium'),
    ('indium', 'refinery', 'indium'),
    ('iodine', 'mine', 'iodine'),
    ('iron and steel', 'pig iron', 'pig-iron'),
    ('iron and steel', 'raw steel', 'raw-steel'),
    ('iron ore', 'iron content', 'iron-ore-content'),
    ('iron ore', 'usable ore', 'iron-ore'),
    ('iron oxide pigments', 'mine', 'iron-oxide-pigments'),
    ('kyanite and related minerals', 'mine', 'kyanite'),
    ('lead', 'mine', 'lead-mine'),
    ('lime', 'plant', 'lime'),
    ('lithium', 'mine', 'lithium'),
    ('magnesium compounds', 'magnesite', 'magnesite'),
    ('magnesium metal', 'smelter', 'magnesium-metal'),
    ('manganese', 'mine', 'manganese'),
    ('mercury', 'mine', 'mercury'),
    ('mica \(natural\)', 'scrap and flake', 'mica-scrap-flake'),
    ('mica \(natural\)', 'sheet', 'mica-sheet'),
    ('molybdenum', 'mine', 'molybdenum'),
    ('nickel', 'mine', 'nickel'),
    ('niobium', 'mine', 'niobium'),
    ('nitrogen ?\(fixed\).*', 'plant', 'ammonia'),
    ('peat', 'mine', 'peat'),
    ('perlite', 'mine', 'perlite'),
    ('phosphate rock', 'mine', 'phosphate-rock'),
    ('platinum-group metals', 'palladium', 'palladium'),
    ('platinum-group metals', 'platinum', 'platinum'),
    ('potash', 'mine', 'potash'),
    ('pumice (&|and) pumicite', 'mine', 'pumice'),
    ('rare earths', 'mine', 'rare-earths'),
    ('rhenium', 'mine', 'rhenium'),
    ('salt', 'mine', 'salt'),
    ('sand and gravel \(industrial\)', 'mine', 'sand-industrial'),
    ('selenium', 'refinery', 'selenium'),
    ('silicon', 'ferr?osilicon', 'ferrosilicon'),
    ('silicon', 'silicon metal', 'silicon-metal'),
    ('silver', 'mine', 'silver'),
    ('soda ash', 'total', 'soda-ash'),
    ('soda ash', 'natural.*mine|mine.*natural', 'soda-ash-natural'),
    ('soda ash', 'production, synthetic', 'soda-ash-synthetic'),
    ('strontium', 'mine', 'strontium'),
    ('sulfur', 'all forms', 'sulfur'),
    ('talc,? (crude|and pyrophyllite)', 'mine', 'talc'),
    ('tantalum', 'mine', 'tantalum'),
    ('tellurium', 'refinery', 'tellurium'),
    ('tin', 'mine', 'tin'),
    ('titanium mineral concentrates', 'ilmen(t)?ite', 'titanium-ilmenite'),
    ('titanium mineral concentrates', 'rutile', 'titanium-rutile'),
    ('titanium (&|and) titanium dioxide', 'sponge', 'titanium-sponge'),
    ('tungsten', 'mine', 'tungsten'),
    ('vanadium', 'mine', 'vanadium'),
    ('vermiculite', 'mine', 'vermiculite'),
    ('wollastonite', 'mine', 'wollastonite'),
    ('zeolites \(natural\)', 'mine', 'zeolites'),
    ('zinc', 'mine', 'zinc-mine'),
    ('zirconium and hafnium', 'mine', 'zirconium')
),
unit(name, unit, factor) as (values
    ('metric tons', 't', 1),
    ('thousand metric tons', 't', 1e3),
    ('thousand metric dry tons', 't', 1e3),
    ('million metric tons', 't', 1e6),
    ('kilograms', 't', 1e-3),
    ('million cubic meters', 'm3', 1e6),
    ('thousand carats', 'carat', 1e3),
    ('million carats', 'carat', 1e6)
),
-- Commodity and type in lower case with single blanks: the provider's spelling varies.
spelled as (
    select *,
           lower(trim(regexp_replace("COMMODITY", '\s+', ' ', 'g'))) as commodity_key,
           lower(trim(regexp_replace("TYPE", '\s+', ' ', 'g'))) as type_key,
           trim(translate("COUNTRY", chr(160), ' ')) as country_key
    from raw
),
-- An item that is not curated is named after its commodity and type.
named as (
    select spelled.*,
           coalesce((select min(item.item) from item where regexp_full_match(spelled.commodity_key, item.commodity)
                                                    and regexp_matches(spelled.type_key, item.type)),
                    trim(regexp_replace(commodity_key || ' ' || type_key, '[^a-z0-9]+', '-', 'g'), '-')) as item,
           unit.unit,
           unit.factor,
           case when regexp_matches(type_key, 'capacity') then reject('TYPE', "TYPE", 'capacity, not production')
                when regexp_matches(type_key, 'reserves') then reject('TYPE', "TYPE", 'reserves, not production')
                when country_key ilike 'world total%' then reject('COUNTRY', "COUNTRY", 'world total, not an economy')
                when economy_code(country_key) is null and regexp_matches(country_key, '^[^(]* and ')
                    then reject('COUNTRY', "COUNTRY", 'several economies in one row')
                when country_key ilike '%from cliffside field%'
                    then reject('COUNTRY', "COUNTRY", 'drawn from store, not produced in the year')
                when unit.unit is null then reject('UNIT_MEAS', "UNIT_MEAS", 'not a unit that is known here')
           end as unusable
    from spelled left join unit on lower(trim("UNIT_MEAS")) = unit.name
),
figures as (
    select *, unnest(case when unusable is null then $figures else $figures[1:1] end) as stated from named
)
select record,
       'USGS-MCS' as classification,
       item,
       country_key as economy,
       stated.year as year,
       number(stated.figure) * factor as quantity,
       unit,
       case when unusable is not null then unusable
            when coalesce(trim(stated.figure), '') in ('', 'W', 'NA', 'XX', '—', '--')
                then reject(stated.name, coalesce(nullif(trim($notes), ''), trim(stated.figure)),
                            'no figure: withheld, not available or none, the file does not say which')
            when number(stated.figure) is null then reject(stated.name, stated.figure, 'not a number')
            when number(stated.figure) < 0 then reject(stated.name, stated.figure, 'production cannot be negative')
       end as reject
from figures
