select file, record, id, stamp from work_row where work_key in (select old from merged_key) order by file, record
