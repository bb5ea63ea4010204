-- Four measures a row; output and exports, which the file repeats from the table, are left out.
select record, measure.indicator, cty_name as economy, 'c' || ind_num as item, year, measure.stated as value, '1' as unit,
       case when whole_number(ind_num) is null or whole_number(ind_num) not between 1 and 35
            then reject('ind_num', ind_num, 'not an industry of WIOD 2013') end as reject
from (select *, unnest([{'indicator': 'upstreamness', 'stated': GVC_Ui},
                        {'indicator': 'final_use_share_of_output', 'stated': GVC_FUGOi},
                        {'indicator': 'downstreamness', 'stated': GVC_Di},
                        {'indicator': 'value_added_share_of_output', 'stated': GVC_VAGOi}]) as measure
      from raw)
