-- Each laureate once, by the first spelling of the name.
select record, laureate_id, cell_text(laureate_name) as laureate_name
from $raw where laureate_id is not null and $fault is null
qualify row_number() over (partition by laureate_id order by record) = 1
order by record
