-- Industries of Shenwan's classification of 2021, at three levels.
select record,
       'SW2021' as scheme,
       code,
       (select min(above.parent) from sw_parent as above where above.code = raw.code) as parent,
       name as title_zh,
       case when not regexp_full_match(code, '\d{6}') then reject('code', code, 'not a code of six digits') end as reject
from raw
