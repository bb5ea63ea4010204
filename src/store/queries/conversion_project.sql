-- How many projects of each group, start and year of crossing became a $to ('patent' or 'product'); crossed_in is the first year
-- known, and missing where none is.
with link as (
  select distinct grant_key as key, patent_key from grant_patent
), subject as (
  select grant_key as key, min(year) as start,
         min(case $by when 'institution' then institution when 'field' then field when 'funder' then funder
                      when 'cohort' then year::varchar end) as "group"
  from grant group by grant_key
), dated_product as (
  select coalesce(application, product) as id, min(year(date::date)) as year from product where date is not null group by 1
), product_of as (
  select distinct patent_key, coalesce(application, product) as id from product_patent where patent_key is not null
), dated_patent as (
  select patent_key, min(coalesce(priority_year, filing_year, publication_year)) as year from patent group by patent_key
), crossing as (
  select l.key, min(case $to when 'product' then d.year else t.year end) as crossed_in
  from link l left join dated_patent t on t.patent_key = l.patent_key
  left join product_of p on p.patent_key = l.patent_key left join dated_product d on d.id = p.id
  where $to = 'patent' or p.id is not null group by l.key
)
select s."group", s.start, c.key is not null as crossed, c.crossed_in, count(*) as subjects
from subject s left join crossing c on c.key = s.key
group by all order by all;
