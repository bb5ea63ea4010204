-- A product that was approved or put on the market.
create table product (
  source     varchar not null,  -- key; the source that was loaded
  product    varchar not null,  -- key; the source's id, leading zeros kept
  name       varchar,           -- trade name
  ingredient varchar,           -- what it is made of, or the technology in it
  company    varchar,           -- who sells it
  economy    varchar,           -- economy; where it was approved
  date       date,              -- day of approval or of the first sale
  status     varchar            -- the source's word for its state
);

-- A product rests on a patent.
create table product_patent (
  source     varchar not null,  -- key; the source that was loaded
  product    varchar not null,  -- key; the product
  patent     varchar not null,  -- key; the patent's number as printed
  patent_key ubigint,           -- the patent, where it stands in `patent`
  expiry     date,              -- day on which the protection ends
  use        varchar            -- what is protected: substance, product, use code
);

-- A cell of an input-output table. What a source leaves out of a table it loaded is zero: every industry has a row of
-- part output, whose column_item is output; other cells are stored where they are not zero. Imported inputs have part
-- imports; so have, with column_item imports, the imports that an industry's goods compete with: intermediate and final
-- uses less these are its output.
create table io_cell (
  source         varchar not null,  -- key; the source that was loaded
  name           varchar not null,  -- key; which table, e.g. WIOD2013 or DEU1995
  year           integer not null,  -- key; calendar year
  part           varchar not null,  -- key; intermediate, final, value_added, output, imports, satellite
  row_economy    varchar,           -- key economy group; who delivers; missing: the table has one economy
  row_item       varchar not null,  -- key; industry, product or account of the row
  column_economy varchar,           -- key economy group; who uses; missing: the table has one economy
  column_item    varchar not null,  -- key; industry or kind of final demand (households, npish, government, gfcf, inventories, exports)
  value          double,            -- [see unit]; value of the flow
  unit           varchar not null   -- unit of `value`, e.g. million USD
);

-- A firm.
create table firm (
  source  varchar not null,  -- key; the source that was loaded
  firm    varchar not null,  -- key; the source's id, e.g. a stock code
  name    varchar,           -- name as the source prints it
  name_zh varchar,           -- name in Chinese
  economy varchar,           -- economy; where it is at home
  region  varchar,           -- province, state or city
  founded integer,           -- year of foundation
  listed  date               -- first day at a stock exchange
);

-- A firm is active in an industry or makes a product.
create table firm_industry (
  source varchar not null,  -- key; the source that was loaded
  firm   varchar not null,  -- key; the firm
  scheme varchar not null,  -- key; scheme of `code`, e.g. GBT4754-2017
  code   varchar not null,  -- key; industry or product
  share  double             -- [1]; share of the firm's sales, 0 to 1
);
