#include "sources/registry.h"

namespace tenon::sources {

namespace {

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const auto& [name, file] : files.matched) {
    TENON_ASSIGN(const store::RawFile raw,
                 load.OpenText(file, {}, {"year", "exporter", "importer", "product", "value"}));
    TENON_CHECK(load.Fill({.table = "trade", .raw = &raw, .select = SourceQuery("oecd_btige/trade.sql")}));
  }
  return {};
}

}  // namespace

const Source& OecdBtige() {
  static const Source source = {
      .spec = {.name = "oecd-btige",
               .title = {"Bilateral trade in goods by industry and end-use (BTIGE)",
                         "按行业与最终用途划分的双边货物贸易（BTIGE）"},
               .publisher = "OECD",
               .licence = "CC BY 4.0",
               .credit = "Source: OECD, BTIGE (DSD_BTIGE@DF_BTIGE 1.0), CC BY 4.0; extracted by the project.",
               .files = {{.name = "oecd_btige*.csv",
                          .meaning = {"exports by exporter, importer, product group and year in thousand USD: columns "
                                      "year, exporter, importer, product, value; one file alone may bear any name",
                                      "按出口方、进口方、产品组和年份列出的出口额（千美元）；单个文件可用任意文件名"}}},
               .tables = {"trade"},
               .options = {},
               .reject_reasons = {"not a year", "not a product group of BTIGE", "not a number",
                                  "trade cannot be negative"},
               .publication = {.page = "https://data-explorer.oecd.org",
                               .how = {"dataflow DSD_BTIGE@DF_BTIGE, as CSV", "数据流 DSD_BTIGE@DF_BTIGE，导出 CSV"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
