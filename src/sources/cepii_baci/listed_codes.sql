select distinct trim(code) from $raw where code is not null
