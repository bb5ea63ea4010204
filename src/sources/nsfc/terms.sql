-- Each pair of names once, with the first field that bears it.
select record, cell_text(name) as zh, cell_text(name_en) as en, _id as field
from $raw where name is not null and name_en is not null and regexp_full_match(_id, '[A-H]\d\d(\d\d){0,2}')
qualify row_number() over (partition by cell_text(name), cell_text(name_en) order by record) = 1
order by record
