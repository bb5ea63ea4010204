select trim(input_id) as code, trim(is_type_of_id) as above from $raw where trim(is_type_of_id) <> ''
