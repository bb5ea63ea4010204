-- Names that contain a text, for whoever misspelt one.
select distinct name from (
  select trim(unnest(string_split(name, ';'))) as name from product
  union all select trim(unnest(string_split(ingredient, ';'))) from product
  union all select name from topic
  union all select id from grant
) where contains(lower(name), lower(trim($text)))
order by length(name), name limit 8;
