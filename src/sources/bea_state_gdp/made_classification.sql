-- Industries as classification.sql finds them.
select record, scheme, code, parent, title_en from raw
