-- Which work of a source cites which.
select work_key, cited_key from work_reference where source = $source
