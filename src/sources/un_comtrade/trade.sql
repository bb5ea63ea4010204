-- A row is what one economy reports of its trade with another; only one direction is taken, for the two statements of one
-- flow rarely agree. US dollars; kilograms become tons.
-- Filled in: the columns, by today's or the former names; the revision of HS that was asked for; imports or exports.
with scheme(code, name) as (values
    ('H0', 'HS1992'), ('H1', 'HS1996'), ('H2', 'HS2002'), ('H3', 'HS2007'), ('H4', 'HS2012'), ('H5', 'HS2017'),
    ('H6', 'HS2022'), ('S1', 'SITC1'), ('S2', 'SITC2'), ('S3', 'SITC3'), ('S4', 'SITC4'), ('B4', 'BEC4'), ('B5', 'BEC5')
),
named as (
  select record,
         $columns
  from raw
),
flows as (
  select named.* exclude (scheme),
         named.scheme as stated,
         case when named.scheme is null then $hs else scheme.name end as classification,
         case flow when 'M' then 'imports' when '1' then 'imports' when 'X' then 'exports' when '2' then 'exports' end
             as direction,
         -- The ISO code, where the economy table knows it; else the number.
         case when economy_code(reporter_iso) is not null then reporter_iso else reporter end as reporting,
         case when economy_code(partner_iso) is not null then partner_iso else partner end as other,
         whole_number(period) as year,
         number(value) as usd,
         number(weight_kg) as kg
  from named left join scheme on named.scheme = scheme.code
)
select record,
       classification,
       year,
       case direction when 'imports' then other else reporting end as exporter,
       case direction when 'imports' then reporting else other end as importer,
       product,
       usd as value_usd,
       case when kg > 0 then kg / 1000 end as quantity_t,  -- 0 is written where no weight was reported
       case when type <> 'C' then reject('typeCode', type, 'services, not goods')
            when freq <> 'A' or len(period) = 6 then reject('period', period, 'a month, not a year')
            when year is null or year not between 1500 and 2100 then reject('period', period, 'not a year')
            when flow is null then reject('flowCode', '', 'no flow')
            when direction is null
                then reject('flowCode', flow, 'a part of imports or exports, counted there')
            when direction <> $asked then reject('flowCode', flow, 'not the flow that was asked for (--flow)')
            when partner = '0' or partner_iso = 'W00'
                then reject('partnerCode', coalesce(partner_iso, partner), 'world total, not an economy')
            when partner is null and partner_iso is null then reject('partnerCode', '', 'no partner')
            when partner2 <> '0' then reject('partner2Code', partner2, 'a part of another row, by second partner')
            when customs <> 'C00' then reject('customsCode', customs, 'a part of another row, by customs procedure')
            when transport <> '0' then reject('motCode', transport, 'a part of another row, by mode of transport')
            when mode_of_supply <> '0' then reject('mosCode', mode_of_supply, 'a part of another row, by mode of supply')
            when classification is null and stated is not null
                then reject('classificationCode', stated, 'not a classification that is known here')
            when product <> 'TOTAL' and not code_is_known(classification, product)
                then reject('cmdCode', product, 'not a code of its classification')
            when value is null then reject('primaryValue', '', 'no value')
            when usd is null then reject('primaryValue', value, 'not a number')
            when usd < 0 then reject('primaryValue', value, 'trade cannot be negative')
            when kg is null and weight_kg is not null then reject('netWgt', weight_kg, 'not a number')
       end as reject
from flows
