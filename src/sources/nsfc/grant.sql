-- Projects; amounts are stated in 10,000 yuan. The first digit of a number of 8 or 11 is the department, 1 to 8 for A to H; other
-- numbers (joint funds, major research plans) have none.
select record,
       entity_key('nsfc-project', "项目批准号") as grant_key,
       "项目批准号" as id,
       cell_text("项目名称") as title,
       'NSFC' as funder,
       'CHN' as funder_economy,
       cell_text("依托单位") as institution,
       case when length("项目批准号") in (8, 11) and left("项目批准号", 1) between '1' and '8'
           then chr(ascii('A') - 1 + left("项目批准号", 1)::integer)
       end as field,
       cell_text("项目类别") as type,
       "起止年月"[1:4] as year,
       "起止年月"[9:12] as year_end,
       number("金额") * 10000 as amount,
       'CNY' as currency,
       case $fault when '项目批准号' then reject('项目批准号', "项目批准号", 'not a project number')
                   when '起止年月' then reject('起止年月', "起止年月", 'not months such as 2018.01-2020.12')
                   when '金额' then reject('金额', "金额", 'not an amount')
       end as reject
from raw
