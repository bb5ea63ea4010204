-- What each economy exports of each product in one year. What an economy sells to itself is no trade.
-- $codes: patterns (? one character, * any text; ! before one leaves out), one a line; missing: every product.
select exporter::varchar as place, product as activity, sum(value_usd) as amount, count(*) - count(value_usd) as rows_without_value
from trade
where source = $source
  and classification = $classification
  and year = $year
  and exporter is distinct from importer
  and ($codes is null or coalesce(list_bool_or(list_transform(
    list_filter(string_split($codes, chr(10)), lambda pattern: pattern[1] <> '!'), lambda pattern: product glob pattern)), true))
  and ($codes is null or not coalesce(list_bool_or(list_transform(
    list_filter(string_split($codes, chr(10)), lambda pattern: pattern[1] = '!'), lambda pattern: product glob pattern[2:])), false))
group by exporter, product
order by place, activity;
