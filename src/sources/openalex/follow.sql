-- What pointed at a merged id points at the one that stands for it.
update $rows set $column = merged_key.new from merged_key where $rows.$column = merged_key.old
