-- The file's rows with their place, told apart by code: 00000 the nation, 91000 to 98000 BEA's regions, the rest states.
select record, fips,
       case when fips = '00000' then 'country' when fips between '91000' and '98000' then 'group of states' else 'state' end as kind,
       trim(rtrim(coalesce(GeoName, ''), ' *')) as name,
       trim(coalesce(Region, '')) as in_region,
       trim(IndustryId) as industry,
       Description as description, IndustryClassification as naics, Unit as unit
from (select *, regexp_extract(GeoFIPS, '\d{5}') as fips from raw)
