-- Lens writes A61K31/00, and C12N/ for a subclass; WIPO prints A61K 31/00 and C12N.
select record,
       entity_key('lens', "lens.id") as patent_key,
       'IPC' as scheme,
       regexp_replace(regexp_replace(ipc, '^(....)(.+)$', '\1 \2'), ' /$', '') as code,
       case when entity_id('lens', "lens.id") is null then reject('lens.id', "lens.id", 'not a Lens id')
            when not coalesce(regexp_full_match(ipc, '[A-H]\d\d[A-Z](\d+/\d+|/)'), false)
                then reject('ipc', ipc, 'not an IPC class such as A61K31/00')
       end as reject
from raw
