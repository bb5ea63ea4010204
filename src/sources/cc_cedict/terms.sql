-- Each meaning of an entry with its simplified form, once. References to other entries ("see ...", "variant of ...",
-- "CL:..." for the words one counts with) are no meanings.
select record, zh, en
from (
  select record, cell_text(simplified) as zh, cell_text(unnest(string_split(english, '; '))) as en
  from $raw
)
where en is not null and not regexp_matches(en, '^(\([^)]*\) *)?(see( also)? |(old |erroneous |Japanese )?variant of |CL:|abbr\. (for|of) |surname )')
qualify row_number() over (partition by zh, en order by record) = 1
order by record
