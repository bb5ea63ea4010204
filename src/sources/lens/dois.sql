array_to_string(list_filter(string_split($column, ';;'), lambda item: trim(item) like '10.%'), ';;')
