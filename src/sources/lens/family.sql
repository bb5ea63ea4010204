case when regexp_full_match("Simple Family Members", '(\d{3}-){4}\d{2}[\dX](;; *(\d{3}-){4}\d{2}[\dX])*')
    then list_min(list_append(string_split(replace("Simple Family Members", ' ', ''), ';;'), "Lens ID")) end
