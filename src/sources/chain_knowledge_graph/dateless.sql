-- Firms that have '-' or the name of an exchange where the day of listing belongs.
select count(*) from $raw where "time" = '-' or "time" like '%交易所'
