select record, trim(id) as firm, 'KAG-PRODUCT' as scheme, trim(unnest(string_split(coalesce(product, ''), ','))) as code,
       case when product is null then reject('product', null, 'no product') end as reject
from raw
