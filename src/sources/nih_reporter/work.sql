-- Papers as the agency lists them.
select record,
       entity_key('pubmed', "PMID") as work_key,
       entity_id('pubmed', "PMID") as id,
       "PUB_TITLE" as title,
       "JOURNAL_TITLE" as venue,
       "PUB_YEAR" as year,
       case when entity_id('pubmed', "PMID") is null then reject('PMID', "PMID", 'not a PubMed number')
            when not regexp_full_match("PUB_YEAR", '(1[5-9]|20)\d\d') then reject('PUB_YEAR', "PUB_YEAR", 'not a year')
       end as reject
from raw
