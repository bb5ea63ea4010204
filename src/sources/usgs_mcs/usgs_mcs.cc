#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "sources/registry.h"

namespace tenon::sources {

namespace {

/// The columns that hold a year's production, as a SQL list: PROD_2023 and "PROD_EST_ 2024" in the edition of 2025.
std::string Figures(const store::RawFile& raw) {
  static const std::regex form(R"(PROD_(?:EST_)? ?(\d{4}))");
  std::string figures;
  for (const std::string& column : raw.columns) {
    std::smatch year;
    if (!std::regex_match(column, year, form)) continue;
    figures += fmt::format("{}{{year: {}, name: {}, figure: {}}}", figures.empty() ? "" : ", ", year[1].str(),
                           store::QuoteText(column), store::QuoteName(column));
  }
  return figures.empty() ? figures : fmt::format("[{}]", figures);
}

Status ReadFile(const std::filesystem::path& file, store::Load& load) {
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS"}));
  const std::string figures = Figures(raw);
  if (figures.empty()) {
    return Fail(ErrorKind::kSchemaMismatch,
                "no column of production; expected one or more named like PROD_2023 or PROD_EST_ 2024", file.string());
  }
  const bool notes = std::ranges::find(raw.columns, "PROD_NOTES") != raw.columns.end();  // not in every edition
  const std::string select = FillIn(FillIn(SourceQuery("usgs_mcs/production.sql"), "$figures", figures), "$notes",
                                    notes ? "\"PROD_NOTES\"" : "''");
  return load.Fill({.table = "production", .raw = &raw, .select = select, .rows = store::RowsPerRecord::kMany});
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const auto& [name, file] : files.matched) TENON_CHECK(ReadFile(file, load));
  return {};
}

}  // namespace

const Source& UsgsMcs() {
  static const Source source = {
      .spec =
          {.name = "usgs-mcs",
           .title = {"Mineral Commodity Summaries: world production", "矿产品概要：世界产量"},
           .publisher = "U.S. Geological Survey",
           .licence = "public domain (work of the US government)",
           .credit = "U.S. Geological Survey, Mineral Commodity Summaries, public domain",
           .files =
               {{.name = "MCS*_World_Data.csv",
                 .meaning =
                     {"world production, capacity and reserves by commodity and country; of any edition, "
                      "the years are read from the header; one file alone may bear any name",
                      "按矿种和国家列出的世界产量、产能和储量；任一年版均可，年份取自表头；单个文件可用任意文件名"}}},
           .tables = {"production"},
           .options = {},
           .reject_reasons = {"capacity, not production", "reserves, not production", "world total, not an economy",
                              "several economies in one row", "drawn from store, not produced in the year",
                              "not a unit that is known here",
                              "no figure: withheld, not available or none, the file does not say which", "not a number",
                              "production cannot be negative"},
           .publication =
               {.page = "https://www.usgs.gov/centers/national-minerals-information-center/mineral-commodity-summaries",
                .how = {"the data release of the year, world data", "当年数据发布中的世界数据"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
