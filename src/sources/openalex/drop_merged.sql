delete from $rows where $column in (select old from merged_key)
