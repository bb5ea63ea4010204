-- Topics that are the main one of a loaded work, and their names.
select t.topic, min(n.name) as name
from work_topic t left join topic n on n.source = t.source and n.topic = t.topic
where t.rank = 1
group by t.topic
order by t.topic;
