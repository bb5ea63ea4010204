-- Papers that have a row of their own.
select distinct id from ($rows) where id is not null
