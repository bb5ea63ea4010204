select trim(input_id) as code from $inputs union select trim(stage_id) from $stages
