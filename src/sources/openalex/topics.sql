-- The topics as a table of an R package has them: ids as "subfields/2505".
select record,
       entity_id('openalex', id_topic) as topic,
       topic as name,
       regexp_extract(id_subfield, '[^/]*$') as subfield,
       regexp_extract(id_field, '[^/]*$') as field,
       regexp_extract(id_domain, '[^/]*$') as domain,
       case when not regexp_full_match(coalesce(id_topic, ''), '(.*/)?T\d+') then reject('id_topic', id_topic, 'not a topic')
       end as reject
from raw
