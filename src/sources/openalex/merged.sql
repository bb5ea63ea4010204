-- Each merged id with the one that stands for it at the end of the chain; none where the chain goes round or ends in no id.
with recursive
pair as (
  select distinct entity_key('openalex', id) as old, entity_key('openalex', merge_into_id) as new, id
  from ($lists)
  where entity_key('openalex', id) is not null and entity_key('openalex', merge_into_id) is not null
    and entity_key('openalex', id) <> entity_key('openalex', merge_into_id)),
chain as (
  select old, new, id, 1 as steps from pair
  union
  select chain.old, pair.new, chain.id, steps + 1 from chain join pair on chain.new = pair.old where steps < 100)
select old::varchar as old, (min(new) filter (ends))::varchar as new, min(id) as id
from (select old, new, id, new not in (select old from pair) as ends from chain)
group by old
