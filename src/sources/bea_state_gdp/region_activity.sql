-- One row for each year of a row of the file, in USD. "(NA)", "(D)" and "(L)" say why there is no value.
with place as ($places)
select record, fips as region, 'BEA-INDUSTRY' as classification, $code as activity, 'value_added' as measure,
       cell.year as year, 'USD' as unit,
       case when cell.stated in ('(NA)', '(D)', '(L)') then null else number(cell.stated) * 1e6 end as value,
       case when fips = '' then reject('GeoFIPS', name, 'not a place: no code of five digits')
            when coalesce(unit, '') <> 'Millions of current dollars' then reject('Unit', unit, 'not in millions of current dollars')
            when cell.stated is null then reject(cell.year, cell.stated, 'no figure')
            when cell.stated not in ('(NA)', '(D)', '(L)') and number(cell.stated) is null
              then reject(cell.year, cell.stated, 'not a number')
       end as reject
from place join (select record, unnest([$cells]) as cell from raw) using (record)
