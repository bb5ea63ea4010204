select record, id, name, row_number() over (partition by id order by record)
as position from (select min(record) as record, entity_id('patent', 'US' || "PATENT_ID") as id,
cell_text("PATENT_ORG_NAME") as name from $raw group by 2, 3 having id is not null and name is not null)
