-- Which sources fill the tables of a plan.
select distinct 'project' as "table", source from project
union all select distinct 'project_target', source from project_target
union all select distinct 'target', source from target
union all select distinct 'project_rule', source from project_rule
union all select distinct 'grant', source from grant
order by 1, 2;
