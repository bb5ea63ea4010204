-- Patents that applicants list for a strength of a product. "*PED" behind a number: six months more for studies in
-- children; a row of its own.
select record,
       "Appl_No" || '-' || "Product_No" as product,
       "Appl_No" as application,
       entity_id('patent', 'US' || "Patent_No") as patent,
       entity_key('patent', 'US' || "Patent_No") as patent_key,
       try_strptime("Patent_Expire_Date_Text", '%b %d, %Y')::date as expiry,
       nullif(concat_ws(', ', case when "Drug_Substance_Flag" = 'Y' then 'substance' end,
                              case when "Drug_Product_Flag" = 'Y' then 'product' end,
                              "Patent_Use_Code",
                              case when "Patent_No" like '%*PED' then 'paediatric extension' end), '') as use,
       case when not regexp_full_match(coalesce("Appl_No", ''), '\d{6}')
                then reject('Appl_No', "Appl_No", 'not six digits: were zeros lost?')
            when not regexp_full_match(coalesce("Product_No", ''), '\d{3}')
                then reject('Product_No', "Product_No", 'not three digits: were zeros lost?')
            when entity_id('patent', 'US' || "Patent_No") is null
                then reject('Patent_No', "Patent_No", 'not a patent number')
            when "Patent_Expire_Date_Text" is not null
                 and try_strptime("Patent_Expire_Date_Text", '%b %d, %Y') is null
                then reject('Patent_Expire_Date_Text', "Patent_Expire_Date_Text", 'not a date such as Aug 24, 2026')
            when ("Appl_No", "Product_No", "Patent_No", coalesce("Patent_Use_Code", '')) in ($newer)
                then reject('Patent_No', "Patent_No", 'also in a newer list')
       end as reject
from raw
