-- The publication that stands for a patent: of those with one id the first. Rows: place, record, id, and the day as list.
select place, record from ($rows) where id is not null
qualify row_number() over (partition by id order by list, place, record) = 1
