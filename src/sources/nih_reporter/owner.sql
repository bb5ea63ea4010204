select record, entity_key('patent', id) as patent_key, 'owner' as role, position, name from raw
