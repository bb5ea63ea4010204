-- A row states two counts: of its year, and of the year before, which stands again where that year has a row of its own.
with cell as (
  select record, dataset, ipc, xiplus as count, "priority.year" as stated,
         try_cast("priority.year" as integer) as year
  from raw
  union all
  select record, dataset, ipc, xi, "priority.year", try_cast("priority.year" as integer) - 1 from raw
  where (dataset, ipc, try_cast("priority.year" as integer) - 1) not in
        (select (dataset, ipc, try_cast("priority.year" as integer)) from raw where try_cast("priority.year" as integer) is not null)
)
select record,
       'patents_' || lower(dataset) as indicator,
       'WLD' as economy,
       regexp_replace(ipc, '^(....)(.+)$', '\1 \2') as item,
       year,
       try_cast(count as double) as value,
       'count' as unit,
       case when year is null then reject('priority.year', stated, 'not a year')
            when not coalesce(regexp_full_match(ipc, '[A-H]\d\d[A-Z]\d+/\d+'), false)
                then reject('ipc', ipc, 'not an IPC class such as A61K31/00')
            when not coalesce(regexp_full_match(count, '\d+'), false) then reject('xiplus', count, 'not a count')
       end as reject
from cell
