-- A list of merged ids, and whether both are ids.
select record, id, merge_into_id,
       entity_key('openalex', id) is not null and entity_key('openalex', merge_into_id) is not null
from $raw
