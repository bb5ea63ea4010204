select record, entity_key('own', '$source:' || citing) as work_key, entity_key('own', '$source:' || cited) as cited_key from raw
