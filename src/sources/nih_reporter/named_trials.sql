select min(record) as record, trim("ClinicalTrials.gov ID") as trial,
"Study" as name, "Study Status" as status from $raw group by 2, 3, 4 having regexp_full_match(trial, 'NCT\d{8}')
