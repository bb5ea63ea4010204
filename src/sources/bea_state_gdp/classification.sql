-- Industries nest as their names are indented: the parent is the last one before that stands further left. The industries
-- of one place are those of all.
with industry as (
  select record, $code as code, regexp_replace(trim(description), '\s\d/$', '') as title_en,
         length(description) - length(ltrim(description)) as depth
  from ($places)
  qualify fips = first_value(fips) over (order by record)
)
select below.record, 'BEA-INDUSTRY' as scheme, below.code, below.title_en,
       (select max_by(above.code, above.record) from industry as above
        where above.record < below.record and above.depth < below.depth) as parent
from industry as below
