#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "sources/json_document.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::array<const char*, 2> kStages = {"mining", "refining"};

/// A member as text: numbers as JSON prints them; missing where it is absent, null, or no plain value.
Value Cell(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  if (!object.is_object() || found == object.end() || found->is_null() || found->is_structured()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

/// The countries of every year at both stages; `record` counts them from the file's beginning.
Result<Table> Rows(const Json& document, const std::string& file) {
  Table table{.name = "minerals", .columns = {{"record", ValueType::kInteger, ""}}, .rows = {}};
  for (const char* column : {"item", "units", "year", "country", "iso3", "quantity"}) {
    table.columns.push_back({column, ValueType::kText, ""});
  }
  for (const char* stage : kStages) {
    TENON_ASSIGN(const Json* part, MemberOf(document, stage, Json::value_t::object, file));
    if (part == nullptr) continue;
    TENON_ASSIGN(const Json* years, MemberOf(*part, "by_year", Json::value_t::object, file));
    if (years == nullptr) continue;
    const std::string item = fmt::format("{}-{}", TextOr(Cell(document, "key")), stage);
    for (const auto& [year, figures] : years->items()) {
      const std::string where = fmt::format("{}, {} of {}", file, stage, year);
      TENON_ASSIGN(const Json* countries, MemberOf(figures, "countries", Json::value_t::array, where));
      if (countries == nullptr) return Fail(ErrorKind::kSchemaMismatch, "no 'countries'", where);
      for (const Json& country : *countries) {
        table.rows.push_back({static_cast<std::int64_t>(table.rows.size() + 1), item, Cell(*part, "units"), year,
                              Cell(country, "country"), Cell(country, "iso3"), Cell(country, "quantity")});
      }
    }
  }
  return table;
}

Status ReadMineral(const fs::path& file, store::Load& load) {
  TENON_ASSIGN(const Json document, ReadJsonDocument(load, file, 64ULL << 20));
  if (TextOr(Cell(document, "key")).empty() || (!document.contains("mining") && !document.contains("refining"))) {
    return Fail(ErrorKind::kSchemaMismatch, "expected an object with key, mining and refining", file.string());
  }
  TENON_ASSIGN(const Table table, Rows(document, file.string()));
  if (table.rows.empty()) {
    return Fail(ErrorKind::kCorruptInput, "no country in any year of mining or refining", file.string());
  }
  TENON_ASSIGN(const store::RawFile raw, load.OpenRows(file, table));
  return load.Fill({.table = "production", .raw = &raw, .select = SourceQuery("critical_minerals/production.sql")});
}

constexpr const char* kMineral = "*.json";

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  if (files.For(kMineral).empty()) {
    return Fail(
        ErrorKind::kInvalidArgument,
        "only the indexes of the set were given; production stands in the files of the minerals, e.g. cobalt.json",
        files.matched.front().second.string());
  }
  for (const fs::path& file : files.For(kMineral)) TENON_CHECK(ReadMineral(file, load));
  return {};
}

}  // namespace

const Source& CriticalMinerals() {
  static const Source source = {
      .spec = {.name = "critical-minerals",
               .title = {"Critical minerals: mining and refining, 2000-2023", "关键矿产：采矿与精炼，2000—2023年"},
               .publisher = "manuali-luciana, critical-minerals-replication",
               .licence = "not stated",
               .credit = "critical-minerals-replication (manuali-luciana), from BGS, USGS and UN Comtrade",
               .files = {{.name = "manifest.json",
                          .meaning = {"list of the files; not read", "文件清单；不读取"},
                          .required = false},
                         {.name = "overview.json",
                          .meaning = {"shares and HHI of the last year, which follow from the others; not read",
                                      "最近年份的份额与HHI，可由其他文件算得；不读取"},
                          .required = false},
                         {.name = kMineral,
                          .meaning = {"one mineral, e.g. cobalt.json: mining and refining by year and country",
                                      "一种矿产，如cobalt.json：按年份和国家列出的采矿与精炼产量"},
                          .required = false}},
               .tables = {"production"},
               .options = {},
               .reject_reasons = {"not a unit that is known here", "not a year", "no figure", "not a number",
                                  "production cannot be negative"},
               .publication = {.page = "https://github.com/manuali-luciana/critical-minerals-replication",
                               .how = {"docs/data, one JSON file a mineral",
                                       "docs/data 目录，每种矿产一个 JSON 文件"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
