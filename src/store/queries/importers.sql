-- The importers that a source of trade covers.
select distinct importer from trade where source = $source and importer is not null order by importer;
