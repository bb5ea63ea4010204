-- A piece of research that was made public: an article, a preprint, a book, a data set.
create table work (
  source       varchar not null,  -- key; the source that was loaded
  work_key     ubigint not null,  -- key; 8 bits of source namespace, 56 bits of the number in the id or of its hash
  id           varchar not null,  -- the printed id, e.g. W2741809807
  doi          varchar,           -- digital object identifier, lower case, without https://doi.org/
  title        varchar,           -- title in the original language
  abstract     varchar,           -- abstract as plain text
  language     varchar,           -- ISO 639-1 code
  type         varchar,           -- the source's kind of work, e.g. article
  year         integer,           -- year of publication
  date         date,              -- day of publication
  venue        varchar,           -- journal, conference or repository
  citations    bigint,            -- times cited, as the source counts them
  is_retracted boolean,           -- whether it was withdrawn
  updated      date               -- day of the source's record: the newest wins
);

-- A work cites a work.
create table work_reference (
  source    varchar not null,  -- key; the source that was loaded
  work_key  ubigint not null,  -- key; the work that cites
  cited_key ubigint not null   -- key; the work that is cited; it need not stand in `work`
);

-- A work won a prize.
create table work_prize (
  source     varchar not null,  -- key; the source that was loaded
  work_key   ubigint not null,  -- key; the work
  prize      varchar not null,  -- key; e.g. Nobel Prize
  field      varchar,           -- key; what the prize is given for, e.g. physics
  year       integer not null,  -- key; year of the prize
  person_key ubigint            -- key; who received it for this work
);

-- How often a work was cited in a year, as the source counts.
create table work_citation_year (
  source    varchar not null,  -- key; the source that was loaded
  work_key  ubigint not null,  -- key; the work that is cited
  year      integer not null,  -- key; year of the citing works
  citations bigint not null    -- [works]; times cited in that year; a year without a row is not known
);

-- A person is an author of a work, for an institution.
create table authorship (
  source           varchar not null,  -- key; the source that was loaded
  work_key         ubigint not null,  -- key; the work
  position         integer not null,  -- key; place among the authors, from 1
  person_key       ubigint,           -- the author; missing: only a name is known
  institution_key  ubigint,           -- key; where the author worked; missing: not stated
  economy          varchar,           -- key economy; where the institution is; missing: not stated
  is_corresponding boolean            -- whether letters go to this author
);

-- A researcher or inventor. A name is no identity: two ids are two persons.
create table person (
  source     varchar not null,  -- key; the source that was loaded
  person_key ubigint not null,  -- key; 8 bits of source namespace, 56 bits of the id
  id         varchar not null,  -- the printed id, e.g. A5023888391
  orcid      varchar,           -- ORCID iD without https://orcid.org/
  name       varchar            -- name as the source prints it
);

-- A university, institute, firm or office where people work.
create table institution (
  source          varchar not null,  -- key; the source that was loaded
  institution_key ubigint not null,  -- key; 8 bits of source namespace, 56 bits of the id
  id              varchar not null,  -- the printed id, e.g. I97018004
  ror             varchar,           -- ROR id without https://ror.org/
  name            varchar,           -- name in English, or as the source prints it
  name_zh         varchar,           -- name in Chinese
  type            varchar,           -- education, company, government, facility, healthcare, nonprofit, archive, funder, other
  economy         varchar,           -- economy; where it is
  region          varchar,           -- province, state or city
  parent_key      ubigint            -- the institution it belongs to
);

-- A research topic of the source's own scheme.
create table topic (
  source   varchar not null,  -- key; the source that was loaded
  topic    varchar not null,  -- key; code, e.g. T11881
  name     varchar,           -- name in English
  name_zh  varchar,           -- name in Chinese
  subfield varchar,           -- code of the subfield above it
  field    varchar,           -- code of the field above that
  domain   varchar            -- code of the domain above that
);

-- A work is about a topic.
create table work_topic (
  source   varchar not null,  -- key; the source that was loaded
  work_key ubigint not null,  -- key; the work
  topic    varchar not null,  -- key; code in `topic`
  rank     integer,           -- 1 is the main topic
  score    double             -- [1]; the source's certainty, 0 to 1
);

-- Money given for research: a project, an award.
create table grant (
  source          varchar not null,  -- key; the source that was loaded
  grant_key       ubigint not null,  -- key; 8 bits of source namespace, 56 bits of the id
  id              varchar not null,  -- the printed number of the project or award
  title           varchar,           -- title
  funder          varchar,           -- who pays
  funder_economy  varchar,           -- economy; where the funder is
  institution     varchar,           -- who receives, as the source prints it
  economy         varchar,           -- economy; where the receiver is
  region          varchar,           -- province, state or city of the receiver
  field           varchar,           -- the funder's code of the field
  type            varchar,           -- the funder's kind of project
  year            integer,           -- year of the start
  year_end        integer,           -- year of the end
  amount          double,            -- [see currency]; amount granted
  currency        varchar,           -- ISO 4217 code of `amount`
  works           bigint,            -- works the source counts, where it does not list them
  patents         bigint,            -- patents the source counts, where it does not list them
  readiness_start integer,           -- technology readiness level at the start, 1 to 9
  readiness       integer,           -- technology readiness level when the source was made, 1 to 9
  readiness_end   integer            -- technology readiness level planned or reached at the end, 1 to 9
);

-- A work thanks a grant.
create table grant_work (
  source    varchar not null,  -- key; the source that was loaded
  grant_key ubigint not null,  -- key; the grant
  work_key  ubigint not null   -- key; the work
);

-- A patent came from a grant.
create table grant_patent (
  source     varchar not null,  -- key; the source that was loaded
  grant_key  ubigint not null,  -- key; the grant
  patent_key ubigint not null   -- key; the patent
);

-- A clinical trial was paid by a grant.
create table grant_trial (
  source    varchar not null,  -- key; the source that was loaded
  grant_key ubigint not null,  -- key; the grant
  trial     varchar not null   -- key; the trial
);
