-- A year outside 1000 to 2999 stands for "not known" in Pajek's partitions (0, 999999998).
select record,
       entity_key('own', '$source:' || vertex) as work_key,
       vertex as id,
       label as title,
       case when regexp_full_match(year, '[12]\d{3}') then year end as year,
       citations
from raw
