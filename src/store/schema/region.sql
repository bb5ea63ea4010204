-- A place inside an economy: a province, state, city or park.
create table region (
  source  varchar not null,  -- key; the source that was loaded
  region  varchar not null,  -- key; code, leading zeros kept
  name    varchar,           -- name in English
  name_zh varchar,           -- name in Chinese
  economy varchar,           -- economy; where it lies
  parent  varchar,           -- the region it lies in
  kind    varchar            -- province, state, city, park
);

-- How much of an activity there is in a region.
create table region_activity (
  source         varchar not null,  -- key; the source that was loaded
  region         varchar not null,  -- key; code in `region`
  classification varchar not null,  -- key; scheme of `activity`
  activity       varchar not null,  -- key; industry, product, field
  measure        varchar not null,  -- key; what is measured, e.g. value_added, employment, exports
  year           integer not null,  -- key; calendar year
  value          double,            -- [see unit]; the measure
  unit           varchar not null   -- unit of `value`, e.g. USD, persons
);
