-- The control lists that are loaded.
select list, jurisdiction, count(*) as entries from control_entry group by list, jurisdiction order by list, jurisdiction;
