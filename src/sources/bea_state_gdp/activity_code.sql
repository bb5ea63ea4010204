-- The code of an industry: its NAICS codes as printed, without blanks; where the file prints none, its name.
case when coalesce(trim(naics), '...') = '...'
     then trim(regexp_replace(lower(regexp_replace(description, '\s\d/$', '')), '[^a-z0-9]+', '-', 'g'), '-')
     else replace(naics, ' ', '')
end
