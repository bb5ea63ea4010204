select record, entity_key('own', 'pajek:' || citing) as work_key, entity_key('own', 'pajek:' || cited) as cited_key from raw
