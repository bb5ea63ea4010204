regexp_replace(list_min(regexp_extract_all("Priority Numbers", ' (\d{8})(?:;;|$)', 1)), '^(....)(..)(..)$', '\1-\2-\3')
