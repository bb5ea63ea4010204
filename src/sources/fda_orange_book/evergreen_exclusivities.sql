-- Rows without a patent are exclusivities, whatever "P or E" says (four rows say P).
select min(record) as record, application, exclusivity, expiry, fault, found
from (select record,
             lpad(trim("NDA #"), 6, '0') as application,
             cell_text("Codes") as exclusivity,
             try_strptime("Expiration Date", '%m/%d/%y')::date as expiry,
             case when not regexp_full_match(coalesce(trim("NDA #"), ''), '\d{4,6}') then 'NDA #'
                  when cell_text("Codes") is null then 'Codes'
                  when "Expiration Date" is not null and expiry is null then 'Expiration Date' end as fault,
             case fault when 'NDA #' then "NDA #" when 'Expiration Date' then "Expiration Date" end as found
      from $raw where "Patent Number" is null)
group by application, exclusivity, expiry, fault, found
