-- Works that stand in these files more than once: all records of them but the newest.
select file, record, id, stamp
from (select file, record, id, stamp,
             row_number() over (partition by work_key order by stamp desc nulls last, file, record) as place
      from work_row
      where work_key in (select work_key from work_row group by work_key having count(*) > 1))
where place > 1
order by file, record
