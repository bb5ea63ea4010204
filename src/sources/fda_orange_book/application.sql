select record, 'FDA-APPLICATION' as scheme, application as code, name as title_en from raw
