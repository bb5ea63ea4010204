select record,
       regexp_extract(company_code, '(?i)^(\d{6})(\.(SH|SZ))?$', 1) as firm,
       'SW2021' as scheme,
       industry_code as code,
       case when not regexp_full_match(company_code, '(?i)\d{6}(\.(SH|SZ))?')
                then reject('company_code', company_code, 'not a code of six digits')
            when industry_code not in (select code from sw_industry)
                then reject('industry_code', concat_ws(' ', industry_code, industry_name),
                            'a code that industry.json lacks')
       end as reject
from raw
