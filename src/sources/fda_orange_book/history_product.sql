select record, application as product, application, name, ingredient, company, 'USA' as economy, date,
       case when fault is not null then reject(fault, found, 'not a date such as 8/24/26') end as reject
from raw
