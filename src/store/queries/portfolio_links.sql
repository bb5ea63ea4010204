-- What the projects of a source could achieve.
select project, target, probability, probability_low, probability_high from project_target where source = $source
order by project, target;
