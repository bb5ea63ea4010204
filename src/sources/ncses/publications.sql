-- Articles by field of study, counted by fractions; the file holds no total over the fields.
select *,
       case when item not in (select code from ncses_field) then reject('field', field, 'not a field of study of NCSES')
       end as unusable
from (select *,
             'publications' as indicator,
             trim(regexp_replace(lower(field), '[^a-z0-9]+', '-', 'g'), '-') as item,
             articles as stated, 'articles' as stated_column, 1 as factor, 'count' as unit
      from raw)
