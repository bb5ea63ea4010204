-- One row for each core number, where it first stands, and one for each row that cannot be used. Subprojects state no
-- TOTAL_COST: theirs is in their parent's.
select min(place) as place,
       arg_min(record, place * 1000000000000 + record) as record,
       project,
       arg_max(title, newest) as title,
       arg_max(institution, newest) as institution,
       arg_max(economy, newest) as economy,
       arg_max(region, newest) as region,
       coalesce(min(start_year), min(fiscal_year)) as year,
       coalesce(max(end_year), max(fiscal_year)) as year_end,
       sum(cost) as amount,
       null as fault, null as found
from ($projects) where fault is null group by project
union all
select place, record, project, null, null, null, null, null, null, null, fault, found
from ($projects) where fault is not null
