-- Rows whose name and code are of two economies, and how many.
select "Country", "Country_ISO", count(*) from $raw
where economy_code("Country") <> economy_code("Country_ISO") group by all order by all
