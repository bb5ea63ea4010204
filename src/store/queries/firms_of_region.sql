-- Firms of a region and what they are active in. $region, $name, $name_zh: how the region may be written.
select f.source, f.firm, f.name, f.name_zh, f.economy, i.scheme, i.code
from firm f join firm_industry i on i.source = f.source and i.firm = f.firm
where lower(f.region) in (lower($region), lower($name), lower($name_zh))
order by all;
