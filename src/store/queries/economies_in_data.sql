-- Every economy that some row about supply or strength names.
select economy from (
  select distinct exporter as economy from trade
  union select distinct importer from trade
  union select distinct economy from production
  union select distinct provider_economy from provision
  union select distinct economy from indicator
  union select distinct economy from authorship
  union select distinct economy from applicant
  union select distinct row_economy from io_cell where part = 'output'
)
where economy is not null
order by economy;
