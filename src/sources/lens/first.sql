-- The publication that stands for a patent: of those with one id the first. Rows: file, record, id, and the day as list.
select file, record from ($rows) where id is not null
qualify row_number() over (partition by id order by list, file, record) = 1
