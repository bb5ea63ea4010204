-- Products as paths: above 商品化工-橡胶 stands 商品化工, if the file has it.
select record,
       'KAG-PRODUCT' as scheme,
       trim(id) as code,
       (select min(above.code) from kag_product as above
        where above.code = regexp_extract(trim(raw.id), '^(.*)-[^-]*$', 1)) as parent,
       regexp_extract(trim(id), '[^-]*$') as title_zh
from raw
