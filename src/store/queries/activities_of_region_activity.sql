-- How much of each activity each region has in one year, by one measure.
-- $codes: patterns (? one character, * any text; ! before one leaves out), one a line; missing: every activity.
select a.region as place, a.activity, sum(a.value) as amount, count(*) - count(a.value) as rows_without_value
from region_activity a
where a.source = $source
  and a.classification = $classification
  and a.measure = $measure
  and a.year = $year
  and ($economy is null and $kind is null or exists (
    select 1 from region r
    where r.source = a.source and r.region = a.region
      and ($economy is null or r.economy = $economy) and ($kind is null or r.kind = $kind)))
  and ($codes is null or coalesce(list_bool_or(list_transform(
    list_filter(string_split($codes, chr(10)), lambda pattern: pattern[1] <> '!'), lambda pattern: a.activity glob pattern)), true))
  and ($codes is null or not coalesce(list_bool_or(list_transform(
    list_filter(string_split($codes, chr(10)), lambda pattern: pattern[1] = '!'), lambda pattern: a.activity glob pattern[2:])), false))
group by a.region, a.activity
order by place, activity;
