-- One row an economy and year, from a column for each year. Years without a figure are no rows.
-- Filled in: the columns that hold a year, e.g. [{year: 2020, name: '2020', figure: "2020"}, ...]; the economy's code and
-- the series' code and name, as SQL.
with known(series, indicator, unit) as (values
    ('NY.GDP.PCAP.CD', 'gdp_per_head', 'USD'),
    ('VA.EST', 'voice_and_accountability', 'score'),
    ('PV.EST', 'political_stability', 'score'),
    ('GE.EST', 'government_effectiveness', 'score'),
    ('RQ.EST', 'regulatory_quality', 'score'),
    ('RL.EST', 'rule_of_law', 'score'),
    ('CC.EST', 'control_of_corruption', 'score')
),
series as (
  select raw.*, cell_text($economy) as economy_text, cell_text($series) as series_text, cell_text($title) as title_text
  from raw
),
figures as (
  select series.record, economy_text, series_text, title_text, known.indicator, known.unit,
         list_filter($figures, cell -> coalesce(lower(trim(cell.figure)), '') not in ('', '..', 'nan', 'na')) as cells
  from series left join known on known.series = replace(series_text, 'GOV_WGI_', '')
),
stated as (
  select *, unnest(case when cells = [] then [null] else cells end) as cell from figures
)
select record,
       coalesce(indicator, series_text) as indicator,
       economy_text as economy,
       '' as item,
       cell.year as year,
       number(cell.figure) as value,
       coalesce(unit, nullif(regexp_extract(title_text, '\(([^()]*)\)[^()]*$', 1), ''), 'not stated') as unit,
       case when cell is null then reject('', coalesce(economy_text, ''), 'no figure in any year')
            when number(cell.figure) is null then reject(cell.name, cell.figure, 'not a number')
       end as reject
from stated
