case when not coalesce(regexp_full_match("项目批准号", '[A-Z]?\d{7,8}|\d{11}'), false) then '项目批准号'
     when not regexp_full_match("起止年月", '(19|20)\d\d\.(0[1-9]|1[0-2])-(19|20)\d\d\.(0[1-9]|1[0-2])') then '起止年月'
     when coalesce(number("金额") <= 0, "金额" is not null) then '金额'
end
