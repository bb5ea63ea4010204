-- A project that could be paid for. One row a year of its cost.
create table project (
  source  varchar not null,  -- key; the source that was loaded
  project varchar not null,  -- key; id
  year    integer,           -- key; calendar year of the cost; missing: the plan has one year
  cost    double,            -- [see portfolio]; cost in the year, in the unit of the budget
  name    varchar,           -- name
  kind    varchar,           -- the funder's kind of project
  region  varchar,           -- where it would be done
  team    varchar            -- who would do it
);

-- What a project could achieve.
create table project_target (
  source           varchar not null,  -- key; the source that was loaded
  project          varchar not null,  -- key; the project
  target           varchar not null,  -- key; the target
  probability      double,            -- [1]; that the project alone reaches the target, 0 to 1
  probability_low  double,            -- [1]; lower end of its interval
  probability_high double             -- [1]; upper end of its interval
);

-- What is worth reaching, e.g. a segment of a chain.
create table target (
  source varchar not null,  -- key; the source that was loaded
  target varchar not null,  -- key; id, e.g. of a segment
  weight double,            -- [any]; how much it is worth against the others, 0 or more
  name   varchar            -- name
);

-- A condition on the choice of projects.
create table project_rule (
  source  varchar not null,  -- key; the source that was loaded
  rule    varchar not null,  -- key; excludes (not both), requires (the project only with the other), floor, ceiling (of the money)
  project varchar not null,  -- key; the project; of a floor or ceiling the target (segment), region, team or kind it is for
  other   varchar,           -- key; the other project; of a floor or ceiling which of these it is: segment, region, team, kind
  amount  double             -- [see portfolio]; of a floor or ceiling, in the unit of the budget
);

-- Somebody who could take part in a consortium.
create table actor (
  source  varchar not null,  -- key; the source that was loaded
  actor   varchar not null,  -- key; id
  name    varchar,           -- name
  kind    varchar,           -- firm, lab, university, office
  economy varchar,           -- economy; where it is at home
  region  varchar,           -- province, state or city
  cost    double             -- [see consortium]; of taking part, in the unit of the budget
);

-- What an actor can do.
create table actor_capability (
  source     varchar not null,  -- key; the source that was loaded
  actor      varchar not null,  -- key; the actor
  capability varchar not null,  -- key; e.g. a code or a segment
  level      double,            -- [1]; how well, 0 to 1
  evidence   varchar            -- what shows it
);

-- Two actors worked together.
create table collaboration (
  source varchar not null,  -- key; the source that was loaded
  actor  varchar not null,  -- key; one of them
  other  varchar not null,  -- key; the other
  count  bigint,            -- how often, e.g. works written together
  year   integer            -- last year in which they did
);
