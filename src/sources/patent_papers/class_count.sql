-- A row states two counts: of its year, and of the year before, which stands again where that year has a row of its own.
with stated as (
  select record, dataset, ipc, "priority.year" as year_stated, try_cast("priority.year" as integer) as year, xiplus, xi from raw
),
cell as (
  select record, dataset, ipc, year_stated, year, 'xiplus' as in_column, xiplus as count from stated
  union all
  select record, dataset, ipc, year_stated, year - 1, 'xi', xi from stated
  where (dataset, ipc, year - 1) not in (select (dataset, ipc, year) from stated where year is not null)
)
select record,
       'patents_' || lower(dataset) as indicator,
       'WLD' as economy,
       regexp_replace(ipc, '^(....)(.+)$', '\1 \2') as item,
       year,
       try_cast(count as double) as value,
       'count' as unit,
       case when not coalesce(regexp_full_match(year_stated, '(1[5-9]|20)\d\d'), false)
                then reject('priority.year', year_stated, 'not a year')
            when not coalesce(regexp_full_match(ipc, '[A-H]\d\d[A-Z]\d+/\d+'), false)
                then reject('ipc', ipc, 'not an IPC class such as A61K31/00')
            when not coalesce(regexp_full_match(count, '\d+'), false) then reject(in_column, count, 'not a count')
       end as reject
from cell
