-- The regions of a source.
select region, name, name_zh, parent, economy from region where source = $source order by region;
