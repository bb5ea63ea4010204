-- Patents that cite works, and how many, whichever source says so ($links '': all).
select patent_key, count(distinct work_key) as works from patent_work
where $links = '' or source = $links group by patent_key order by patent_key
