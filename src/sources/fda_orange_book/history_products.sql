-- Of a list of patents by application, the applications: their numbers lack zeros, the day of approval stands in one
-- row only, with two digits of the year, and '*' behind a name marks rows of before 2005.
select min(record) as record,
       application,
       string_agg(name, '; ' order by place) filter (place is not null) as name,
       arg_min(ingredient, record) as ingredient,
       arg_min(company, record) as company,
       max(date) as date,
       null as fault, null as found
from (select *, case when row_number() over (partition by application, lower(name) order by record) = 1
                     then record end as place
      from (select record,
                   lpad(trim("NDA #"), 6, '0') as application,
                   cell_text(replace("Product Name", '*', '')) as name,
                   cell_text($ingredient) as ingredient,
                   cell_text($company) as company,
                   try_strptime($approval, '%m/%d/%y')::date as near,
                   if(year(near) > 2018, near - interval 100 year, near)::date as date
            from $raw
            where regexp_full_match(trim("NDA #"), '\d{4,6}')))
group by application
union all
select record, lpad(trim("NDA #"), 6, '0'), null, null, null, null, '$day', $approval
from $raw
where regexp_full_match(trim("NDA #"), '\d{4,6}') and $approval is not null and try_strptime($approval, '%m/%d/%y') is null
