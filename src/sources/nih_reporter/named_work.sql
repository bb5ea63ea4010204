-- Papers that only a list of links names.
select record, entity_key('pubmed', id) as work_key, id from raw
