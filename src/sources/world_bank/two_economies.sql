-- Rows whose name and code are of two economies.
select distinct $name, $economy from $raw where economy_code($economy) <> economy_code($name) order by all
