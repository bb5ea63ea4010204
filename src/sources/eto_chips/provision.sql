-- Who provides which input. A row about a country stands for the economy as a whole: its provider is missing.
select record,
       trim(provided_id) as input,
       nullif(trim(provided_name), '') as input_name,
       case provider.type when 'organization' then provider.name end as provider,
       case provider.type when 'country' then provider.name else provider.economy end as provider_economy,
       number(share_provided) / 100 as share,
       try_cast("year" as integer) as year,
       case when provider.id is null
                then reject('provider_id', provider_id, 'a provider that providers.csv does not name, or with two countries')
            when provider.type not in ('country', 'organization')
                then reject('provider_id', provider_id, 'a provider that is neither country nor organization')
            when trim(provided_id) not in (select code from eto_input)
                then reject('provided_id', provided_id, 'an input that is neither in inputs.csv nor in stages.csv')
            when trim(share_provided) <> '' and number(share_provided) is null
                then reject('share_provided', share_provided, 'not a number')
            when number(share_provided) < 0 or number(share_provided) > 100
                then reject('share_provided', share_provided, 'not a percentage from 0 to 100')
            when not regexp_full_match("year", '(1[5-9]|20)\d\d') then reject('year', "year", 'not a year')
       end as reject
from raw left join provider on provider.id = trim(provider_id)
