-- The governance indicators in their own file: one row an economy, year and indicator.
with known(code, indicator) as (values
    ('va', 'voice_and_accountability'), ('pv', 'political_stability'), ('ge', 'government_effectiveness'),
    ('rq', 'regulatory_quality'), ('rl', 'rule_of_law'), ('cc', 'control_of_corruption')
),
stated as (
  select raw.* exclude (indicator), known.indicator, raw.indicator as code_of_indicator,
         case when trim(estimate) not in ('..', 'nan') then cell_text(estimate) end as figure
  from raw left join known on known.code = lower(trim(raw.indicator))
)
select record,
       indicator,
       code as economy,
       '' as item,
       year,
       number(figure) as value,
       'score' as unit,
       case when indicator is null and code_of_indicator is not null
                then reject('indicator', code_of_indicator, 'not a governance indicator')
            when whole_number(year) is null or whole_number(year) not between 1500 and 2100
                then reject('year', year, 'not a year')
            when figure is null then reject('estimate', '', 'no figure')
            when number(figure) is null then reject('estimate', figure, 'not a number')
       end as reject
from stated
