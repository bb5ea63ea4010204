-- The works of a source and when they were published: as $unit says, the year, or the day since 1970-01-01;
-- 2147483647 where it is not known.
select work_key,
       cast(coalesce(case when $unit = 'year' then coalesce(year, year(date)) else date_diff('day', date '1970-01-01', date) end,
                     2147483647) as bigint) as time
from work
where source = $source
