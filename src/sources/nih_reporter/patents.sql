select min(record) as record, entity_id('patent', 'US' || "patent.id") as id,
null as title from $raw group by 2, 3 having id is not null
