-- Printed number, title and year (of priority, else of filing, else of publication) of the patents in `asked` (place, key),
-- those of a source that have a record.
select a.place, p.id, p.title, coalesce(p.priority_year, p.filing_year, p.publication_year, year(cast(p.publication_date as date))) as year
from asked a join patent p on p.patent_key = cast(a.key as ubigint) and p.source = $source
order by a.place
