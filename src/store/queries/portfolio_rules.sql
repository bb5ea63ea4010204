-- The conditions of a source on the choice of projects.
select lower(trim(rule)) as rule, project, other, amount from project_rule where source = $source
order by rule, project, other, amount;
