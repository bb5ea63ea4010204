case when not coalesce(regexp_full_match(paper_id, '[1-9]\d{0,15}'), false) then 'paper_id'
     when not coalesce(regexp_full_match(laureate_id, '[1-9]\d*'), false) then 'laureate_id'
     when not coalesce(regexp_full_match(prize_year, '(19|20)\d\d'), false) then 'prize_year'
     when not regexp_full_match(pub_year, '(1[89]|20)\d\d') then 'pub_year'
     when entity_id('doi', target_doi) is null and target_doi is not null then 'target_doi'
     when lower(field) not in ('physics', 'chemistry', 'medicine') or field is null then 'field'
end
