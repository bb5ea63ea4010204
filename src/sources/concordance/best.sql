-- Of the counterparts of a code, the one most of them agree on: from the coarsest level down, the most frequent code at that
-- level among those left; ties by code. Rows without a code stay in.
select record, $from, $to
from (select *, $frequencies from $relation)
qualify $from is null or $to is null or row_number() over (partition by $from, $to is null order by $order) = 1
