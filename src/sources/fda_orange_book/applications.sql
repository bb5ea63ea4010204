-- Applications as codes that a chain file may name, with the first name of a product of each.
select min(place) as place, arg_min(record, place * 1000000000000 + record) as record, application,
       arg_min(name, place * 1000000000000 + record) as name
from ($rows) where regexp_full_match(application, '\d{6}') group by application
