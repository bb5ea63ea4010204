select record, application as product, application, exclusivity, expiry,
       case fault when 'NDA #' then reject('NDA #', found, 'not the number of an application')
                  when 'Codes' then reject('Codes', found, 'neither a patent nor a code')
                  when 'Expiration Date' then reject('Expiration Date', found, 'not a date such as 8/24/26')
       end as reject
from raw
