-- Projects with their cost and papers. n.patents is left out: it is at least 1 for every project.
select record,
       entity_key('nih-project', "project.num") as grant_key,
       entity_id('nih-project', "project.num") as id,
       'NIH' as funder,
       'USA' as funder_economy,
       nullif(regexp_extract(trim("project.num"), '^[A-Z][A-Z0-9]{2}([A-Z]{2})\d', 1), '') as field,
       nullif(regexp_extract(trim("project.num"), '^([A-Z][A-Z0-9]{2})[A-Z]{2}\d', 1), '') as type,
       "total.cost" as amount,
       'USD' as currency,
       "n.pubs" as works,
       case when entity_id('nih-project', "project.num") is null then reject('project.num', null, 'not a project number')
            when number("n.pubs") < 0 then reject('n.pubs', "n.pubs", 'a count cannot be negative')
            when number("total.cost") < 0 then reject('total.cost', "total.cost", 'a cost cannot be negative')
       end as reject
from raw
