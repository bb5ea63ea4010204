-- What the lists of a column hold, from rows of place, record, id and list; `name` is what an item is known by, or the item
-- itself where it cannot be such a thing.
select place, record, id, position, item
from (select *, coalesce($as, item) as name
      from (select place, record, id, trim(unnest(items)) as item, generate_subscripts(items, 1)::varchar as position
            from (select *, string_split(list, ';;') as items from ($rows) where id is not null and list is not null))
      where item <> '')
where not coalesce($unless, false)
qualify row_number() over (partition by $once order by place, record, position::integer) = 1
order by place, record, position::integer
