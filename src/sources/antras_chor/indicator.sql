-- Four measures a row; output and exports, which the file repeats from the table, are left out.
select record, measure.indicator, cty_name as economy, 'c' || whole_number(ind_num) as item, year, measure.stated as value,
       measure.unit,
       case when whole_number(ind_num) is null or whole_number(ind_num) not between 1 and 35
            then reject('ind_num', ind_num, 'not an industry of WIOD 2013')
            when coalesce(whole_number(year) not between 1500 and 2100, true) then reject('year', year, 'not a year')
       end as reject
from (select *, unnest([{'indicator': 'upstreamness', 'stated': GVC_Ui, 'unit': 'steps'},
                        {'indicator': 'final_use_share_of_output', 'stated': GVC_FUGOi, 'unit': '1'},
                        {'indicator': 'downstreamness', 'stated': GVC_Di, 'unit': 'steps'},
                        {'indicator': 'value_added_share_of_output', 'stated': GVC_VAGOi, 'unit': '1'}]) as measure
      from raw)
