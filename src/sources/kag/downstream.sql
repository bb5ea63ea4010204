-- What goes into what, once; the file repeats its rows.
select min(record) as record, from_code, to_code
from (select record, trim(id) as from_code, trim(unnest(string_split(hasSupplyChain, ','))) as to_code from $raw)
where from_code <> '' and to_code <> '' group by from_code, to_code order by all
