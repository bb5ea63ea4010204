-- Groups: A01B1/22 is A01B 1/22, below A01B 1/00. The title is a path of titles; quotes in it are doubled.
select record,
       'IPC' as scheme,
       regexp_replace(ipc, '^(....)(.+)$', '\1 \2') as code,
       case when ipc like '%/00' then left(ipc, 4) else regexp_replace(ipc, '^(....)(\d+)/\d+$', '\1 \2/00') end as parent,
       cell_text(replace(regexp_replace(title, '\s*;;\s*', ': ', 'g'), '""', '"')) as title_en,
       case when not coalesce(regexp_full_match(ipc, '[A-H]\d\d[A-Z]\d{1,4}/\d{2,6}'), false)
                then reject('ipc', ipc, 'not a symbol of the classification')
       end as reject
from raw
