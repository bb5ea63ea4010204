-- Value added by ISIC4 industry. "C26" becomes 26, "C (10–33)" C, "A to U" ALL; industries without a code keep their name.
select *,
       'value_added' as indicator,
       case when isic4 = 'A to U' then 'ALL'
            when regexp_full_match(isic4, '[A-U] \(.*\)') then isic4[1]
            when regexp_full_match(isic4, '[A-U]\d.*') then replace(isic4[2:], '–', '-')
            when coalesce(isic4, '') <> '' then replace(isic4, ' to ', '-')
            else trim(regexp_replace(lower(industry), '[^a-z0-9]+', '-', 'g'), '-')
       end as item,
       null as type,
       value_added_musd as stated, 'value_added_musd' as stated_column, 1e6 as factor, 'USD' as unit,
       case when industry like '%(\%)' escape '\' then reject('industry', industry, 'a percentage, not value added') end as unusable
from raw
