-- One word or term in Chinese and in English.
create table term (
  source varchar not null,  -- key; the source that was loaded
  zh     varchar not null,  -- key; the term in Chinese
  en     varchar not null,  -- key; the term in English
  field  varchar,           -- where it is used
  weight double             -- [1]; share of the uses of `zh` in which it means `en`
);

-- What a firm asks for.
create table need (
  source   varchar not null,  -- key; the source that was loaded
  need     varchar not null,  -- key; the source's id
  title    varchar,           -- what is needed, in one line
  text     varchar,           -- the need in the firm's words
  language varchar,           -- ISO 639-1 code
  firm     varchar,           -- who asks
  economy  varchar,           -- economy; where the firm is
  region   varchar,           -- province, state or city
  codes    varchar,           -- codes that say what it is about, SCHEME:CODE joined by blanks
  budget   double,            -- [see currency]; what the firm would spend
  currency varchar,           -- ISO 4217 code of `budget`
  date     date               -- day on which it was asked
);

-- What a lab or a firm offers: a result that somebody else could use.
create table result (
  source      varchar not null,  -- key; the source that was loaded
  result      varchar not null,  -- key; the source's id
  title       varchar,           -- what it is, in one line
  text        varchar,           -- description
  language    varchar,           -- ISO 639-1 code
  kind        varchar,           -- paper, patent, achievement, project
  holder      varchar,           -- who owns it
  holder_kind varchar,           -- university, institute, company, person
  economy     varchar,           -- economy; where the holder is
  region      varchar,           -- province, state or city
  codes       varchar,           -- codes that say what it is about, SCHEME:CODE joined by blanks
  readiness   integer,           -- technology readiness level, 1 to 9
  licence     varchar,           -- whether and how it may be used
  year        integer,           -- year in which it was made public
  url         varchar            -- where it is described
);

-- The road from a need and a result to a product, step by step.
create table docking (
  source  varchar not null,  -- key; the source that was loaded
  docking varchar not null,  -- key; id of the road
  step    integer not null,  -- key; from 1
  need    varchar,           -- the need
  result  varchar,           -- the result
  state   varchar not null,  -- contact, talks, trial, contract, product, ended
  date    date,              -- day of the step
  note    varchar            -- what happened
);
