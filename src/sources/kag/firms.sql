-- Firms; their names are masked by the authors.
select record, trim(id) as firm, name, name as name_zh from raw
