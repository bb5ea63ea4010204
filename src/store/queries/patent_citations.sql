-- Which patent of a source cites which; who named it does not matter.
select patent_key, cited_key from patent_reference where source = $source
