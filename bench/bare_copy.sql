-- The peer of `tenon load table`: a CSV file copied into Parquet; answers the number of rows written.
copy (from read_csv('$in')) to '$out' (format parquet);
