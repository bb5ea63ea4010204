select record, application as product, application, patent, entity_key('patent', patent) as patent_key, expiry, use,
       case fault when 'NDA #' then reject('NDA #', found, 'not the number of an application')
                  when 'Patent Number' then reject('Patent Number', found, 'not a patent number')
                  when 'Expiration Date' then reject('Expiration Date', found, 'not a date such as 8/24/26')
       end as reject
from raw
