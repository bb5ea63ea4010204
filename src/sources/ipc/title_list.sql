-- WIPO's title lists write A01B0001220000 for A01B 1/22.
select record,
       'IPC' as scheme,
       code,
       case length(column_1)
           when 14 then case when code like '%/00' then left(code, 4) else regexp_replace(code, '/\d+$', '/00') end
           when 4 then left(column_1, 3)
           when 3 then left(column_1, 1)
       end as parent,
       cell_text(column_2) as title_en,
       case when not coalesce(regexp_full_match(column_1, '[A-H](\d\d([A-Z](0*[1-9]\d*\d{6})?)?)?')
                              and length(column_1) in (1, 3, 4, 14), false)
                then reject('column_1', column_1, 'not a symbol of the classification')
       end as reject
from (select *,
             case when length(column_1) = 14
                 then concat(left(column_1, 4), ' ', ltrim(column_1[5:8], '0'), '/', column_1[9:10],
                             rtrim(column_1[11:14], '0'))
                 else column_1
             end as code
      from raw)
