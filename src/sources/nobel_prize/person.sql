select record, entity_key('own', 'nobel-prize:' || laureate_id) as person_key, laureate_id as id, laureate_name as name
from raw
