-- The Lens writes A61K31/00; WIPO prints A61K 31/00.
select record,
       entity_key('$space', id) as patent_key,
       '$scheme' as scheme,
       regexp_replace(item, '^(....)(.+)$', '\1 \2') as code,
       case when not regexp_full_match(item, '[A-HY]\d\d[A-Z](\d{1,4}/\d{2,6})?')
                then reject('$column', item, 'not a class such as A61K31/00')
       end as reject
from raw
