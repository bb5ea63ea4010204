-- Each paper once, as it is described first; papers of several laureates are repeated.
select record::bigint as record, id, cell_text(title) as title, pub_year as year, target_doi as doi, cell_text(journal) as venue
from (select *, entity_id('openalex', 'W' || paper_id) as id from $raw) where id is not null and $fault is null
qualify row_number() over (partition by id order by record) = 1
order by record
