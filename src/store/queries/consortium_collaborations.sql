-- How often two actors worked together, by the table `collaboration`: a pair listed from both sides or by several sources is one pair,
-- and the largest count stands; a row without a count is one time.
select least(actor, other) as actor, greatest(actor, other) as other, max(coalesce(count, 1)) as count
from collaboration where actor <> other group by all order by all;
