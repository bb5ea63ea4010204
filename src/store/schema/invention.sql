-- A patent, an application, or a family of them: the unit is the source's.
create table patent (
  source           varchar not null,  -- key; the source that was loaded
  patent_key       ubigint not null,  -- key; 8 bits of source namespace, 56 bits of the number in the id or of its hash
  id               varchar not null,  -- the printed number, e.g. US-9876543-B2
  family           varchar,           -- the source's id of the family
  jurisdiction     varchar,           -- economy group; where it is valid; missing for WIPO and regional offices, which stand in the number
  kind             varchar,           -- application, grant, utility model, design, family
  title            varchar,           -- title
  abstract         varchar,           -- abstract as plain text
  first_claim      varchar,           -- first claim
  language         varchar,           -- ISO 639-1 code of the title
  priority_year    integer,           -- year of the first filing
  filing_year      integer,           -- year of this filing
  publication_year integer,           -- year of publication
  publication_date date,              -- day of publication
  expiry_date      date,              -- day on which it ends
  citations        bigint             -- times cited by patents, as the source counts them
);

-- A patent belongs to a class.
create table patent_class (
  source     varchar not null,  -- key; the source that was loaded
  patent_key ubigint not null,  -- key; the patent
  scheme     varchar not null,  -- key; IPC or CPC
  code       varchar not null,  -- key; as printed, e.g. C22B 58/00
  is_main    boolean            -- whether it is the first class
);

-- A patent cites a patent.
create table patent_reference (
  source     varchar not null,  -- key; the source that was loaded
  patent_key ubigint not null,  -- key; the patent that cites
  cited_key  ubigint not null,  -- key; the patent that is cited; it need not stand in `patent`
  named_by   varchar            -- who named it: applicant, examiner
);

-- A patent cites a work.
create table patent_work (
  source     varchar not null,  -- key; the source that was loaded
  patent_key ubigint not null,  -- key; the patent
  work_key   ubigint not null,  -- key; the work
  place      varchar,           -- where it is cited: front, body, both
  confidence double             -- [1]; the source's certainty of the link, 0 to 1
);

-- Who applied for, invented or holds a patent.
create table applicant (
  source     varchar not null,  -- key; the source that was loaded
  patent_key ubigint not null,  -- key; the patent
  role       varchar not null,  -- key; applicant, inventor, owner
  position   integer not null,  -- key; place in the list, from 1
  name       varchar,           -- name as the source prints it
  economy    varchar,           -- economy; where it is at home
  type       varchar            -- company, university, government, person
);
