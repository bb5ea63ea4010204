-- Value added of knowledge- and technology-intensive industries; the industry's name is the item.
select *,
       'kti_value_added' as indicator,
       trim(regexp_replace(lower(industry), '[^a-z0-9]+', '-', 'g'), '-') as item,
       value_added_musd as stated, 'value_added_musd' as stated_column, 1e6 as factor, 'USD' as unit,
       null as unusable
from raw
