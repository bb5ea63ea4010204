#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "sources/registry.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

/// The columns of the file that are years.
Result<std::vector<std::string>> YearColumns(const store::RawFile& raw) {
  std::vector<std::string> years;
  std::ranges::copy_if(raw.columns, std::back_inserter(years), [](const std::string& name) {
    return name.size() == 4 && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }) &&
           name >= "1900" && name <= "2100";
  });
  if (!years.empty()) return years;
  return Fail(ErrorKind::kSchemaMismatch, "no column is a year", raw.path.string() + ":1");
}

std::string Query(const std::string& file, const std::vector<std::string>& years) {
  std::vector<std::string> cells;
  for (const std::string& year : years) {
    cells.push_back(fmt::format("{{'year': '{0}', 'stated': trim(\"{0}\")}}", year));
  }
  std::string query = FillIn(SourceQuery(file), "$code", SourceQuery("bea_state_gdp/activity_code.sql"));
  query = FillIn(std::move(query), "$places", SourceQuery("bea_state_gdp/place.sql"));
  return FillIn(std::move(query), "$cells", fmt::format("{}", fmt::join(cells, ", ")));
}

/// Why cells have no value, and how many.
Status NoteMissing(const store::RawFile& raw, const std::vector<std::string>& years, store::Load& load) {
  std::vector<std::string> quoted;
  for (const std::string& year : years) quoted.push_back(fmt::format("trim(\"{}\")", year));
  TENON_ASSIGN(const Table found,
               load.Ask(FillIn(FillIn(SourceQuery("bea_state_gdp/without_value.sql"), "$raw", raw.relation), "$cells",
                               fmt::format("{}", fmt::join(quoted, ", ")))));
  for (const auto& row : found.rows) {
    const std::string stated = TextOr(row[0]);
    load.Note(fmt::format("{}: {} cells say {}, {}: kept without a value", raw.path.filename().string(), ToText(row[1]),
                          stated,
                          stated == "(D)"   ? "withheld so that no firm is disclosed"
                          : stated == "(L)" ? "less than 50,000 dollars"
                                            : "not available"));
  }
  return {};
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_ASSIGN(const fs::path file, OnlyFile(files, "SAGDP2N*.csv"));
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {},
                                                       {"GeoFIPS", "GeoName", "Region", "Unit", "IndustryId",
                                                        "IndustryClassification", "Description"}));
  TENON_ASSIGN(const std::vector<std::string> years, YearColumns(raw));
  TENON_CHECK(load.Fill({.table = "region_activity",
                         .raw = &raw,
                         .select = Query("bea_state_gdp/region_activity.sql", years),
                         .rows = store::RowsPerRecord::kMany}));
  for (const std::string table : {"region", "classification"}) {
    const std::string query = Query(fmt::format("bea_state_gdp/{}.sql", table), years);
    TENON_ASSIGN(const Table rows, load.Ask(FillIn(query, "from raw", "from " + raw.relation)));
    TENON_ASSIGN(const store::RawFile made, load.OpenRows(file, rows));
    TENON_CHECK(load.Fill(
        {.table = table, .raw = &made, .select = SourceQuery(fmt::format("bea_state_gdp/made_{}.sql", table))}));
  }
  return NoteMissing(raw, years, load);
}

}  // namespace

const Source& BeaStateGdp() {
  static const Source source = {
      .spec = {.name = "bea-state-gdp",
               .title = {"Gross domestic product by state and industry (SAGDP2N)",
                         "美国分州分行业国内生产总值（SAGDP2N）"},
               .publisher = "U.S. Bureau of Economic Analysis",
               .licence = "public domain (work of the US government)",
               .credit = "U.S. Bureau of Economic Analysis, SAGDP2N, public domain",
               .files = {{"SAGDP2N*.csv",
                          {"GDP of the nation, BEA's regions and the states by NAICS industry, millions of current "
                           "dollars, a column a year",
                           "全国、各地区和各州按NAICS行业的GDP，百万现价美元，每年一列"}}},
               .tables = {"region", "region_activity", "classification"},
               .options = {},
               .reject_reasons = {"not a place: no code of five digits", "not in millions of current dollars",
                                  "no figure", "not a number"},
               .publication = {.page = "https://apps.bea.gov/regional/downloadzip.cfm",
                               .how = {"SAGDP, the archive of annual GDP by state; it holds the table SAGDP2N",
                                       "SAGDP（各州年度 GDP）压缩包，内含 SAGDP2N 表"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
