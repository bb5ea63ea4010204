-- Patents of NIH projects behind a product.
select record,
       lpad(trim("NDA #"), 6, '0') as product,
       lpad(trim("NDA #"), 6, '0') as application,
       entity_id('patent', 'US' || "pn") as patent,
       entity_key('patent', 'US' || "pn") as patent_key,
       case when not regexp_full_match(coalesce(trim("NDA #"), ''), '\d{4,6}')
                then reject('NDA #', "NDA #", 'not the number of an application')
            when entity_id('patent', 'US' || "pn") is null then reject('pn', "pn", 'not a patent number')
            when (lpad(trim("NDA #"), 6, '0'), "pn") in ($newer) then reject('pn', "pn", 'also in a newer list')
       end as reject
from raw
