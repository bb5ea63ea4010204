-- Where the codes of a chain lead in the schemes of the data, in either direction of a concordance. Of patents, a main
-- group (C22B 3/00) stands above its subgroups.
-- Inputs: chain_code(scheme, code); data_scheme(scheme).
with both_ways as (
  select from_scheme, from_code, to_scheme, to_code from concordance
  union
  select to_scheme, to_code, from_scheme, from_code from concordance
), wanted as (
  select b.* from both_ways b
  where from_scheme in (select scheme from chain_code) and to_scheme in (select scheme from data_scheme)
), counted as (
  select *, count(*) over (partition by from_scheme, to_scheme, to_code) as senders from wanted
)
select from_scheme, from_code, to_scheme, to_code, senders
from counted w
where exists (
  select 1 from chain_code c
  where c.scheme = w.from_scheme and (starts_with(w.from_code, c.code) or starts_with(c.code, w.from_code)
                                     or (w.from_scheme = 'IPC' and w.from_code like '%/00'
                                         and starts_with(c.code, left(w.from_code, -2))))
)
order by all;
