-- The history lists a patent anew with every change: one row for each use, with the last day it was given.
select min(record) as record, application, patent, max(expiry) as expiry, use, fault, found
from (select record,
             lpad(trim("NDA #"), 6, '0') as application,
             entity_id('patent', 'US' || "Patent Number") as patent,
             try_strptime("Expiration Date", '%m/%d/%y')::date as expiry,
             nullif(concat_ws(', ', regexp_replace(regexp_replace("Codes", '\bDS\b', 'substance'), '\bDP\b', 'product'),
                              case when "Patent Number" like '%*PED' then 'paediatric extension' end), '') as use,
             case when not regexp_full_match(coalesce(trim("NDA #"), ''), '\d{4,6}') then 'NDA #'
                  when entity_id('patent', 'US' || "Patent Number") is null then 'Patent Number'
                  when "Expiration Date" is not null and expiry is null then 'Expiration Date' end as fault,
             case fault when 'NDA #' then "NDA #" when 'Patent Number' then "Patent Number"
                        when 'Expiration Date' then "Expiration Date" end as found
      from $raw where "Patent Number" is not null)
group by application, patent, use, fault, found
