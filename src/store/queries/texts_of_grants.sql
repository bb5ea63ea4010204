-- Title of every grant that has one, in the order of source and printed number. Funders number alike: what bears one number of
-- one source is one document, with all its titles.
select source, id, string_agg(title, ' / ' order by grant_key) as title, '' as text
from grant
where title is not null
group by source, id
order by source, id
