-- USPTO patents in semiconductors from a later edition than patents.sql: another indicator, since the counts differ.
select *,
       'uspto_semiconductor_patents' as indicator,
       'semiconductors' as item,
       "count" as stated, 'count' as stated_column, 1 as factor, 'count' as unit,
       null as unusable
from raw
