-- The patents of a source and when: as $unit says, the year of priority or else of filing or else of publication, or the
-- day of publication since 1970-01-01; 2147483647 where it is not known.
select patent_key,
       cast(coalesce(case when $unit = 'year' then coalesce(priority_year, filing_year, publication_year, year(publication_date))
                          else date_diff('day', date '1970-01-01', publication_date) end,
                     2147483647) as bigint) as time
from patent
where source = $source
