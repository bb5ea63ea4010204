-- Stages as codes of the scheme ETO-INPUT: some shares are stated for a stage as a whole.
select record, 'ETO-INPUT' as scheme, trim(stage_id) as code, trim(stage_name) as title_en
from raw
