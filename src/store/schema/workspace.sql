-- A row of a provider's file that could not be used, and why.
create table reject (
  source        varchar not null,  -- key; the source that was loaded
  load          varchar not null,  -- key; the load that met it
  file          varchar not null,  -- key; file name
  line          bigint,            -- key; line in the file, from 1; missing: no single line
  column_name   varchar,           -- key; the column that was at fault; missing: the row as a whole
  found         varchar,           -- what stood there, cut to 200 characters
  reason        varchar not null,  -- key; why it could not be used
  target        varchar            -- the table it was meant for
);

-- One load of files into this workspace.
create table load (
  source        varchar not null,  -- key; the source that was loaded
  load          varchar not null,  -- key; id: hash of source, options and file contents
  time          varchar not null,  -- UTC, ISO 8601
  options       varchar,           -- the options given, key=value, one a line
  files         varchar,           -- names and SHA-256 of the files, one a line
  rows          bigint,            -- rows added
  rows_rejected bigint,            -- rows that went to `reject`
  licence       varchar,           -- licence of the data
  credit        varchar            -- line to print beside results
);
