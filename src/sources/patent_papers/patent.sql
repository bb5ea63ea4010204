select record, entity_key('$space', id) as patent_key, id from raw
