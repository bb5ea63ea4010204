select record, entity_key('$space', id) as work_key, id from raw
