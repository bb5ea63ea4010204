-- A need by its id. $need missing: every need, for a list of what there is.
select source, need, title, text, firm, codes, budget from need where $need is null or need = $need order by need, source;
