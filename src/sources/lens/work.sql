-- Papers of a scholarly export.
select record,
       entity_key('$work_space', $id) as work_key,
       entity_id('$work_space', $id) as id,
       entity_id('doi', "DOI") as doi,
       cell_text("Title") as title,
       cell_text("Abstract") as abstract,
       "Publication Type" as type,
       "Publication Year" as year,
       case when length("Date Published") = 10 then "Date Published" end as date,
       cell_text("Source Title") as venue,
       "Citing Works Count" as citations,
       case when entity_id('lens', "Lens ID") is null then reject('Lens ID', "Lens ID", 'not a Lens id')
            when entity_id('$work_space', $id) is null then reject('$name', $id, 'not an id of a paper')
            when not regexp_full_match("Publication Year", '(1[5-9]|20)\d\d')
                then reject('Publication Year', "Publication Year", 'not a year')
            when not regexp_full_match("Date Published", '\d{4}(-\d\d){0,2}')
                 or (length("Date Published") = 10 and try_cast("Date Published" as date) is null)
                then reject('Date Published', "Date Published", 'not a day such as 2015-10-01')
            when whole_number("Citing Works Count") < 0
                then reject('Citing Works Count', "Citing Works Count", 'fewer than none')
       end as reject
from raw
