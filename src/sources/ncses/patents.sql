-- International patent families and USPTO patents by WIPO field; NCSES writes one field in its own words.
select *,
       case when indicator is null then reject('kind', kind, 'not a kind of patent that is known here')
            when item <> 'ALL' and item not in (select code from wipo_field)
                then reject('wipo_field', wipo_field, 'not a field of technology of WIPO')
       end as unusable
from (select *,
             case kind when 'ipf' then 'patent_families' when 'uspto' then 'uspto_patents' end as indicator,
             case lower(trim(wipo_field))
                 when 'all' then 'ALL'
                 when 'microstructural technology and nanotechnology' then 'micro-structural-and-nano-technology'
                 else trim(regexp_replace(lower(wipo_field), '[^a-z0-9]+', '-', 'g'), '-')
             end as item,
             "count" as stated, 'count' as stated_column, 1 as factor, 'count' as unit
      from raw)
