-- The provider's own list of six-digit codes, for a revision whose list is not built in.
-- Filled in: the revision of HS.
select record, '$hs' as scheme, trim(code) as code, trim(description) as title_en
from raw
