-- The same projects as candidates of a plan, once each.
select record, "项目批准号" as project, cell_text("项目名称") as name, cell_text("项目类别") as kind, cell_text("依托单位") as team,
       (number("金额") * 10000)::varchar as cost
from $raw where $fault is null
qualify row_number() over (partition by "项目批准号" order by record) = 1
order by record
