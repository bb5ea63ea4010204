select min(record) as record, entity_id('patent', 'US' || "PATENT_ID")
as id, "PATENT_TITLE" as title from $raw group by 2, 3 having id is not null
