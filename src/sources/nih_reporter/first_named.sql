-- What the lists of links name and no list of its own has: once, where it first stands.
select min(place) as place, arg_min(record, place * 1000000000000 + record) as record, id
from ($rows) where id is not null and id not in (select id from $known) group by id
