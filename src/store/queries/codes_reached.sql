-- Where codes (SCHEME:CODE, without blanks) lead by one step of a concordance, in either direction: in each other scheme by the
-- entries that are closest to the code, so a chapter leads nowhere where its subheading does. Of patents, a main
-- group (C22B3/00) stands above its subgroups, and is
-- given as what these begin with (C22B3/).
-- Input: asked_code(code).
with both_ways as (
  select from_scheme as scheme, replace(from_code, ' ', '') as code, to_scheme as reached_scheme, replace(to_code, ' ', '') as reached
  from concordance
  union
  select to_scheme, replace(to_code, ' ', ''), from_scheme, replace(from_code, ' ', '') from concordance
), asked as (
  select distinct code as whole, split_part(code, ':', 1) as scheme, substring(code, strpos(code, ':') + 1) as code from asked_code
), led as (
  select a.whole, b.reached_scheme, b.reached, least(length(a.code), length(b.code)) as depth
  from asked a join both_ways b on b.scheme = a.scheme
  where a.code <> '' and b.reached_scheme <> a.scheme
    and (starts_with(b.code, a.code) or starts_with(a.code, b.code)
         or (a.scheme = 'IPC' and b.code like '%/00' and starts_with(a.code, left(b.code, -2))))
), closest as (
  select whole, reached_scheme, reached
  from led
  qualify depth = max(depth) over (partition by whole, reached_scheme)
)
select distinct whole as code,
       reached_scheme || ':' || case when reached_scheme = 'IPC' and reached like '%/00' then left(reached, -2) else reached end as reached
from closest
order by code, reached
