-- Publications. What editions of the export call by different names is filled in.
select record,
       entity_key('$space', $id) as patent_key,
       entity_id('$space', $id) as id,
       $family as family,
       -- What WIPO and the offices of several states publish is valid in no one economy.
       case when "Jurisdiction" not in ('WO', 'EP', 'EA', 'AP', 'OA', 'GC') then "Jurisdiction" end as jurisdiction,
       case lower($type) when 'patent application' then 'application'
                         when 'granted patent' then 'grant'
                         when 'limited patent' then 'utility model'
                         when 'design right' then 'design'
                         when 'unknown' then null
                         when 'ambiguous' then null
                         else lower($type)
       end as kind,
       cell_text("Title") as title,
       cell_text($abstract) as abstract,
       year(try_cast($priority as date)) as priority_year,
       year(try_cast("Application Date" as date)) as filing_year,
       year(try_cast("Publication Date" as date)) as publication_year,
       "Publication Date" as publication_date,
       $cited as citations,
       case when entity_id('lens', "Lens ID") is null then reject('Lens ID', "Lens ID", 'not a Lens id')
            when entity_id('$space', $id) is null then reject('$number', $id, 'not a publication number')
            when coalesce(year(try_cast("Publication Date" as date)) not between 1500 and 2100,
                          "Publication Date" is not null)
                then reject('Publication Date', "Publication Date", 'not a day such as 2015-10-01')
            when coalesce(year(try_cast("Application Date" as date)) not between 1500 and 2100,
                          "Application Date" is not null)
                then reject('Application Date', "Application Date", 'not a day such as 2015-10-01')
            when coalesce(year(try_cast($priority as date)) not between 1500 and 2100, $priority is not null)
                then reject('$first_filing', $priority, 'not a day such as 2015-10-01')
            when whole_number($cited) < 0 then reject('$citations', $cited, 'fewer than none')
            when record not in (select record from lens_first where place = $file)
                then reject('$number', $id, 'a later publication of a patent that is there')
       end as reject
from raw
