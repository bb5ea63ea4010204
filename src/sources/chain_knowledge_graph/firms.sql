-- Listed firms. The exchange behind a code ("600373.SH") stands in some rows and not in others: the six digits are the code.
select record,
       regexp_extract(code, '(?i)^(\d{6})(\.(SH|SZ))?$', 1) as firm,
       name,
       fullname as name_zh,
       'CHN' as economy,
       try_cast("time" as date) as listed,
       case when not regexp_full_match(code, '(?i)\d{6}(\.(SH|SZ))?') then reject('code', code, 'not a code of six digits')
            when "location" not like '%交易所' then reject('location', "location", 'not a stock exchange')
            when "time" <> '-' and "time" not like '%交易所' and try_cast("time" as date) is null
                then reject('time', "time", 'not a day')
       end as reject
from raw
