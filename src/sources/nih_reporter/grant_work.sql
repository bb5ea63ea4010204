select record,
       entity_key('nih-project', "PROJECT_NUMBER") as grant_key,
       entity_key('pubmed', "PMID") as work_key,
       case when entity_id('nih-project', "PROJECT_NUMBER") is null
                then reject('PROJECT_NUMBER', "PROJECT_NUMBER", 'not a project number')
            when entity_id('pubmed', "PMID") is null then reject('PMID', "PMID", 'not a PubMed number')
       end as reject
from raw
