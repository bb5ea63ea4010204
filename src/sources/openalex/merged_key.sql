create table merged_key as select old::ubigint as old, new::ubigint as new from merged_id
