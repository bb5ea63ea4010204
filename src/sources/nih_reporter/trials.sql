select min(record) as record, trim("trial.id") as trial, null as name,
"study.status" as status from $raw group by 2, 3, 4 having regexp_full_match(trial, 'NCT\d{8}')
