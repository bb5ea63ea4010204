-- What the files name, once each, where it is named first; $rows: place, record, id.
select place, record, id from ($rows) where id is not null
qualify row_number() over (partition by id order by place, record) = 1
order by place, record
