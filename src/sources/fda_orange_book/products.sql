-- Approved products, strength by strength. "Approved Prior to Jan 1, 1982" is no day.
select record,
       "Appl_No" || '-' || "Product_No" as product,
       "Appl_No" as application,
       cell_text("Trade_Name") as name,
       cell_text("Ingredient") as ingredient,
       nullif(concat_ws('; ', cell_text("DF;Route"), cell_text("Strength")), '') as form,
       coalesce(cell_text("Applicant_Full_Name"), cell_text("Applicant")) as company,
       'USA' as economy,
       try_strptime("Approval_Date", '%b %d, %Y')::date as date,
       cell_text("Type") as status,
       case when not regexp_full_match(coalesce("Appl_No", ''), '\d{6}')
                then reject('Appl_No', "Appl_No", 'not six digits: were zeros lost?')
            when not regexp_full_match(coalesce("Product_No", ''), '\d{3}')
                then reject('Product_No', "Product_No", 'not three digits: were zeros lost?')
            when "Approval_Date" not like 'Approved Prior to%' and try_strptime("Approval_Date", '%b %d, %Y') is null
                then reject('Approval_Date', "Approval_Date", 'not a date such as Aug 24, 2026')
            when ("Appl_No", "Product_No") in ($newer) then reject('Appl_No', "Appl_No", 'also in a newer list')
       end as reject
from raw
