select record,
       "Appl_No" || '-' || "Product_No" as product,
       "Appl_No" as application,
       cell_text("Exclusivity_Code") as exclusivity,
       try_strptime("Exclusivity_Date", '%b %d, %Y')::date as expiry,
       case when not regexp_full_match(coalesce("Appl_No", ''), '\d{6}')
                then reject('Appl_No', "Appl_No", 'not six digits: were zeros lost?')
            when not regexp_full_match(coalesce("Product_No", ''), '\d{3}')
                then reject('Product_No', "Product_No", 'not three digits: were zeros lost?')
            when "Exclusivity_Date" is not null and try_strptime("Exclusivity_Date", '%b %d, %Y') is null
                then reject('Exclusivity_Date', "Exclusivity_Date", 'not a date such as Aug 24, 2026')
            when ("Appl_No", "Product_No", "Exclusivity_Code") in ($newer)
                then reject('Appl_No', "Appl_No", 'also in a newer list')
       end as reject
from raw
