-- Patents whose cited papers have ids, but none of the kind asked for.
select count(*) as patents from $raw
where coalesce(trim($cited), '') = '' and trim(concat_ws('', $others)) <> ''
having count(*) > 0
