delete from $rows where (file, record) in (select (file, record) from dropped_record)
