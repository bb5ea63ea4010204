-- The codes of goods as they are spelled, and how many rows bear each.
select cell_text(k), count(*) from $raw where cell_text(k) is not null group by 1 order by 1
