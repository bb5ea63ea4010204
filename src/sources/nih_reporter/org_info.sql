-- Receivers of grants. The file has no id of them, so that what it says of one is its id; a DUNS number has nine digits
-- and lost its zeros on the way ("1004258.0").
select record, entity_key('own', 'nih-reporter:' || id) as institution_key, id, name, economy, region,
       case when name is null then reject('org.name', null, 'no name') end as reject
from (select record,
             cell_text("org.name") as name,
             "org.state" as region,
             case when "org.state" in ('AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'ON', 'PE', 'PQ', 'QC', 'SK') then 'CAN'
                  when "org.state" in ('PR', 'GU', 'VI', 'AS', 'MP', 'PW', 'MH', 'FM')
                      then map {'PR': 'PRI', 'GU': 'GUM', 'VI': 'VIR', 'AS': 'ASM', 'MP': 'MNP', 'PW': 'PLW',
                                'MH': 'MHL', 'FM': 'FSM'}["org.state"]
                  when "org.state" is not null then 'USA'
             end as economy,
             concat_ws(', ', cell_text("org.name"), cell_text("org.city"), "org.state",
                       'DUNS ' || lpad(whole_number("org.duns")::varchar, 9, '0')) as id
      from raw)
