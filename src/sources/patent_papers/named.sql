-- What the files name, once each, where it is named first; $rows: file, record, id.
select file, record, id from ($rows) where id is not null
qualify row_number() over (partition by id order by file, record) = 1
order by file, record
