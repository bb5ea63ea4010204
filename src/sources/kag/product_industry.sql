select record,
       'KAG-PRODUCT' as from_scheme,
       trim(id) as from_code,
       'KAG-INDUSTRY' as to_scheme,
       trim(belongToIndustry) as to_code,
       1.0 as weight,
       case when belongToIndustry is null or trim(belongToIndustry) not in (select code from kag_industry)
                then reject('belongToIndustry', belongToIndustry, 'an industry that Industry.csv does not list')
       end as reject
from raw
