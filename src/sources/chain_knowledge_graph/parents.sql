select from_code as code, to_code as parent from $raw where from_code is not null
