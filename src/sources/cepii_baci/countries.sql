-- The economy behind each country number. Without a code in the list (Other Asia), or with two, the number itself is looked up.
select cell_text(country_code), min(economy_code($iso)) from $raw
where economy_code($iso) is not null group by 1 having count(distinct economy_code($iso)) = 1
