-- Works of which a record as new stands in the workspace.
select file, record, work_row.id as id, stamp
from work_row
join (select work_key, updated from $loaded) as loaded using (work_key)
where loaded.updated >= coalesce(work_row.updated, '0001-01-01')
order by file, record
