-- One row an economy and year, from a column for each year. Years without a figure are no rows.
-- Filled in: the columns that hold a year, e.g. [{year: 2020, name: '2020', figure: "2020"}, ...]; the economy's code
-- and name and the series' code and name, as SQL.
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
  select raw.*, cell_text($series) as series_text, cell_text($title) as title_text,
         -- Where name and code are two economies, or the code is none (ADO, ROM, ZAR), the name tells which is meant.
         case when coalesce(economy_code($name) <> economy_code($economy), economy_code($economy) is null
                            and economy_code($name) is not null) then cell_text($name) else cell_text($economy)
         end as economy_text
  from raw
),
figures as (
  select series.record, economy_text, series_text, title_text, known.indicator, known.unit,
         list_filter($figures, cell -> coalesce(lower(trim(cell.figure)), '') not in ('', '..', 'nan', 'na')) as cells
  from series left join known on known.series = replace(series_text, 'GOV_WGI_', '')
),
stated as (
  select *, unnest(case when cells = [] then [null]
                        when economy_code(economy_text) is null then cells[1:1]  -- one reject is enough
                        else cells end) as cell
  from figures
)
select record,
       coalesce(indicator, series_text) as indicator,
       economy_text as economy,
       '' as item,
       cell.year as year,
       number(cell.figure) as value,
       coalesce(unit, nullif(regexp_extract(title_text, '\(([^()]*)\)[^()]*$', 1), ''), 'not stated') as unit,
       case when cell is null then reject(null, economy_text, 'no figure in any year')
            when number(cell.figure) is null then reject(cell.name, cell.figure, 'not a number')
       end as reject
from stated
