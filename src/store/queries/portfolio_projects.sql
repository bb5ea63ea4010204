-- The projects of a source, a row a year of cost.
select project, year, cost, name, kind, region, team from project where source = $source order by project, year, cost;
