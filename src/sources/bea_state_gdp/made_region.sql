-- Places as region.sql finds them.
select record, region, name, economy, parent, kind from raw
