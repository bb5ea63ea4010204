-- Codes that the built-in list of their scheme does not have; nothing where there is no such list.
select count(*) as codes,
       count(*) filter (not known) as unknown,
       array_to_string(list_slice(list(code order by code) filter (not known), 1, 20), ', ') as examples
from (select code, code in (select code from known_code where scheme = $from_scheme) as known
      from (select distinct $from as code from $relation where $from is not null))
where $from_scheme in (select scheme from known_code)
