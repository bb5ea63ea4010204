-- Pairs of Chinese and English: terms, and the names of classes and topics that have both.
select zh, en, weight from term
union all
select title_zh, title_en, null from classification where title_zh is not null and title_en is not null
union all
select name_zh, name, null from topic where name_zh is not null and name is not null
order by zh, en, weight
