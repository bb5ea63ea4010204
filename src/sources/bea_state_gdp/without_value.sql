-- How many cells say why they have no value.
select stated, count(*) from (select unnest([$cells]) as stated from $raw)
where stated in ('(NA)', '(D)', '(L)') group by 1 order by 1
