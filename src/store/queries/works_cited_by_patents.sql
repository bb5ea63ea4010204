-- Works that patents cite, and by how many, whichever source says so ($links '': all).
select work_key, count(distinct patent_key) as patents from patent_work
where $links = '' or source = $links group by work_key order by work_key
