-- A code whose weights do not add up to 1.
select from_code, sum(weight) as mass
from (select distinct from_code, to_code, weight from ($rows) where reject is null)
group by all having abs(mass - 1) > 1e-9 limit 1
