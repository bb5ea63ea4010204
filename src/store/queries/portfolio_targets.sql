-- What is worth reaching, by one source.
select target, weight, name from target where source = $source order by target;
