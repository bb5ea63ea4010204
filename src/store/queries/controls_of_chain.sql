-- Entries of control lists that name a segment's code, lie below it or contain it, and whether they apply to the economy.
-- `applies` is missing where the list does not tell for whom the entry holds.
-- Input: chain_entry(segment, code).
select c.segment, c.code, e.source, e.list, e.jurisdiction, e.entry, e.heading,
       list_contains(string_split(e.applies_to, ' '), $economy) as applies,
       case when e.entry = c.code then 'equal'
            when starts_with(e.entry, c.code || '.') then 'below'
            else 'above' end as place
from chain_entry c
join control_entry e
  on e.entry = c.code or starts_with(e.entry, c.code || '.') or starts_with(c.code, e.entry || '.')
order by c.segment, c.code, e.list, e.entry;
