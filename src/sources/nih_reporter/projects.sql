-- The rows of all project files together: `place` is the number of the file, `fault` the column for which a row cannot be used.
select place, record,
       entity_id('nih-project', "CORE_PROJECT_NUM") as project,
       "PROJECT_TITLE" as title,
       "ORG_NAME" as institution,
       "ORG_COUNTRY" as economy,
       "ORG_STATE" as region,
       whole_number("FY") as fiscal_year,
       -- what a title or receiver is taken from: the last year, not a subproject, its first row
       whole_number("FY") * 2000000000000 + if("SUBPROJECT_ID" is null, 1000000000000, 0) - record as newest,
       year(try_strptime("PROJECT_START", ['%m/%d/%Y', '%Y-%m-%d'])) as start_year,
       year(try_strptime("PROJECT_END", ['%m/%d/%Y', '%Y-%m-%d'])) as end_year,
       number("TOTAL_COST") as cost,
       fault,
       case fault when 'APPLICATION_ID' then "APPLICATION_ID" when 'CORE_PROJECT_NUM' then "CORE_PROJECT_NUM"
                  when 'FY' then "FY" when 'TOTAL_COST' then "TOTAL_COST" end as found
from (select *,
             case when entity_id('nih-project', "CORE_PROJECT_NUM") is null then 'CORE_PROJECT_NUM'
                  when row_number() over (partition by "APPLICATION_ID" order by place, record) > 1 then 'APPLICATION_ID'
                  when coalesce(whole_number("FY") not between 1900 and 2100, true) then 'FY'
                  when "TOTAL_COST" is not null and number("TOTAL_COST") is null then 'TOTAL_COST'
             end as fault
      from ($rows))
