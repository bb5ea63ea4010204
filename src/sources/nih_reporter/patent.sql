select record, entity_key('patent', id) as patent_key, id, 'USA' as jurisdiction, 'grant' as kind, title from raw
