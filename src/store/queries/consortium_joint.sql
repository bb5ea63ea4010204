-- How many works two institutions wrote together, and how many patents two applicants or owners hold together. Input table
-- candidate(actor): the printed id of an institution, or a name.
with written as (
  select distinct a.work_key as item, c.actor from candidate c join institution i on i.id = c.actor
  join authorship a on a.institution_key = i.institution_key
), held as (
  select distinct a.patent_key as item, c.actor from candidate c join applicant a on a.name = c.actor
  where a.role in ('applicant', 'owner')
)
select a.actor, b.actor as other, count(*) as count
from written a join written b on b.item = a.item and a.actor < b.actor group by all
union all
select a.actor, b.actor, count(*) from held a join held b on b.item = a.item and a.actor < b.actor group by all
order by all;
