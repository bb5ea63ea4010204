-- A paper: its number in the Microsoft Academic Graph is that of OpenAlex.
select record, entity_key('openalex', id) as work_key, id, entity_id('doi', doi) as doi, title, year, venue from raw
