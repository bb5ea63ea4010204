-- Figures of one NCSES file as rows of `indicator`; the query filled in names their parts.
with figure as ($figure_rows)
select record,
       indicator,
       economy,
       item,
       try_cast(year as integer) as year,
       number(stated) * factor as value,
       unit,
       case when unusable is not null then unusable
            when type = 'region' and economy_code(economy) is null
                then reject('economy', economy, 'a region, not an economy')
            when not regexp_full_match(year, '(1[5-9]|20)\d\d') then reject('year', year, 'not a year')
            when coalesce(trim(stated), '') = '' then reject(stated_column, stated, 'no figure')
            when number(stated) is null then reject(stated_column, stated, 'not a number')
            when number(stated) < 0 then reject(stated_column, stated, 'a count or value cannot be negative')
       end as reject
from figure
