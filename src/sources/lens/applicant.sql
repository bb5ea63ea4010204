select record, entity_key('$space', id) as patent_key, '$role' as role, position, item as name from raw
