-- A product that was approved or put on the market.
create table product (
  source      varchar not null,  -- key; the source that was loaded
  product     varchar not null,  -- key; the source's id, leading zeros kept
  application varchar,           -- the approval it belongs to; products of one are its strengths and forms
  name        varchar,           -- trade name
  ingredient  varchar,           -- what it is made of, or the technology in it
  form        varchar,           -- form, route and strength
  company     varchar,           -- who sells it
  economy     varchar,           -- economy; where it was approved
  date        date,              -- day of approval or of the first sale
  status      varchar            -- the source's word for its state
);

-- A product rests on a patent.
create table product_patent (
  source      varchar not null,  -- key; the source that was loaded
  product     varchar not null,  -- key; the product; it need not stand in `product`
  application varchar,           -- the approval the product belongs to
  patent      varchar not null,  -- key; the patent's number as one writes it, e.g. US7635707
  patent_key  ubigint,           -- the patent; it need not stand in `patent`
  expiry      date,              -- day on which the protection ends
  use         varchar            -- key; what is protected: substance, product, use code; missing: not stated
);

-- Nobody else may sell a product for a time, patents or not.
create table product_exclusivity (
  source      varchar not null,  -- key; the source that was loaded
  product     varchar not null,  -- key; the product; it need not stand in `product`
  application varchar,           -- the approval the product belongs to
  exclusivity varchar not null,  -- key; the source's code, e.g. NCE, ODE-1
  expiry      date               -- key; day on which it ends
);

-- A clinical trial.
create table trial (
  source varchar not null,  -- key; the source that was loaded
  trial  varchar not null,  -- key; number in a register, e.g. NCT01831778
  name   varchar,           -- what is studied
  phase  varchar,           -- 1 to 4, as the source writes it
  status varchar,           -- the source's word for its state, e.g. COMPLETED
  start  date               -- first day
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

-- An industry or a product feeds another: `from_code` stands upstream of `to_code`.
create table industry_link (
  source    varchar not null,  -- key; the source that was loaded
  scheme    varchar not null,  -- key; scheme of both codes, e.g. SW2021
  from_code varchar not null,  -- key; who delivers
  to_code   varchar not null,  -- key; who uses
  weight    double             -- [see source]; strength of the link in the source's own measure; missing: not stated
);
