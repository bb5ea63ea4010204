-- Every class that a patent bears, as printed.
select distinct scheme, code from patent_class order by scheme, code;
