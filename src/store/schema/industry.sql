-- Flows of goods between economies, as one source states them.
create table trade (
  source         varchar not null,  -- key; the source that was loaded
  classification varchar not null,  -- key; scheme of `product`, e.g. HS2017 or BTIGE
  year           integer not null,  -- key; calendar year
  exporter       varchar not null,  -- key economy; who sells
  importer       varchar,           -- key economy; who buys; missing: not named
  product        varchar not null,  -- key; code in `classification`
  value_usd      double,            -- [USD]; value at current prices
  quantity_t     double             -- [t]; quantity in metric tons
);

-- Physical output of an item in an economy.
create table production (
  source         varchar not null,  -- key; the source that was loaded
  classification varchar not null,  -- key; scheme of `item`, e.g. USGS-MCS
  item           varchar not null,  -- key; what is produced, as a code of `classification`
  economy        varchar,           -- key economy; where; missing: producers that are not named ("Other countries")
  year           integer not null,  -- key; calendar year
  quantity       double,            -- [see unit]; output in the year
  unit           varchar not null   -- unit of `quantity`, e.g. t, kg, m3
);

-- Who provides which input, and what share of the world's supply.
create table provision (
  source           varchar not null,  -- key; the source that was loaded
  input            varchar not null,  -- key; what is provided, as the source's code
  input_name       varchar,           -- the source's name of the input
  provider         varchar,           -- key; the organisation; missing: the economy as a whole
  provider_economy varchar,           -- key economy; where the provider is at home; missing: not named ("Various countries")
  share            double,            -- [1]; share of supply, 0 to 1; missing: provides, share unknown
  year             integer not null   -- key; the year the share describes
);

-- Any measure of an economy in a year: papers, patents, value added, governance.
create table indicator (
  source    varchar not null,  -- key; the source that was loaded
  indicator varchar not null,  -- key; what is measured, e.g. publications, patent_families, value_added
  economy   varchar not null,  -- key economy group; whose; WLD is the source's own world total
  item      varchar not null,  -- key; field, industry or '' ; its scheme is stated with the measure (analyses/measure.h); ALL is the source's total
  year      integer not null,  -- key; calendar year
  value     double,            -- [see unit]; the measure
  unit      varchar not null   -- unit of `value`, e.g. count, USD
);

-- An entry of an export-control list.
create table control_entry (
  source       varchar not null,  -- key; the source that was loaded
  list         varchar not null,  -- key; the list, e.g. US-CCL
  jurisdiction varchar not null,  -- key economy; whose law it is
  entry        varchar not null,  -- key; the entry or paragraph, e.g. 3B001 or 3B001.f
  heading      varchar,           -- what is controlled, in the list's words, cut to one line
  reasons      varchar,           -- reasons for control, comma text, e.g. NS, RS, AT
  applies_to   varchar,           -- alpha-3 codes of the economies a licence is needed for, joined by blanks; missing: not known
  text         varchar            -- full text of the paragraph
);

-- Codes of a classification.
create table classification (
  source   varchar not null,  -- key; the source that was loaded; built-in: shipped with the program
  scheme   varchar not null,  -- key; e.g. HS2017, ISIC4, GBT4754-2017
  code     varchar not null,  -- key; as text, leading zeros kept
  parent   varchar,           -- the code above it in the same scheme
  title_en varchar,           -- English title
  title_zh varchar            -- Chinese title
);

-- Which code of one classification corresponds to which of another.
create table concordance (
  source      varchar not null,  -- key; the source that was loaded; built-in: shipped with the program
  from_scheme varchar not null,  -- key; scheme of from_code
  from_code   varchar not null,  -- key; as text
  to_scheme   varchar not null,  -- key; scheme of to_code
  to_code     varchar not null,  -- key; as text
  weight      double             -- [1]; share of from_code that goes to to_code; the weights of one from_code add up to 1
);
