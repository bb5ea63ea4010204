select code, min(name) as name from $raw where code is not null group by code
