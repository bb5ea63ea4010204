#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/files.h"
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

const Json& Member(const Json& object, const char* name) {
  static const Json none;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? *found : none;
}

/// The countries of every year at both stages; `record` counts them from the file's beginning.
Table Rows(const Json& document) {
  Table table{.name = "minerals", .columns = {{"record", ValueType::kInteger, ""}}, .rows = {}};
  for (const char* column : {"item", "units", "year", "country", "iso3", "quantity"}) {
    table.columns.push_back({column, ValueType::kText, ""});
  }
  for (const char* stage : kStages) {
    const Json& part = Member(document, stage);
    const Json& years = Member(part, "by_year");
    if (!years.is_object()) continue;
    const std::string item = fmt::format("{}-{}", TextOr(Cell(document, "key")), stage);
    for (const auto& [year, figures] : years.items()) {
      const Json& countries = Member(figures, "countries");
      for (const Json& country : countries.is_array() ? countries : Json::array()) {
        table.rows.push_back({static_cast<std::int64_t>(table.rows.size() + 1), item, Cell(part, "units"), year,
                              Cell(country, "country"), Cell(country, "iso3"), Cell(country, "quantity")});
      }
    }
  }
  return table;
}

Status ReadMineral(const fs::path& file, store::Load& load) {
  TENON_ASSIGN(const fs::path on_disk, load.OnDisk(file));
  TENON_ASSIGN(const std::string text, ReadWholeFile(on_disk, 64ULL << 20));
  const Json document = Json::parse(text, nullptr, false);
  if (document.is_discarded()) return Fail(ErrorKind::kCorruptInput, "not a JSON document", file.string());
  if (TextOr(Cell(document, "key")).empty() || (!document.contains("mining") && !document.contains("refining"))) {
    return Fail(ErrorKind::kSchemaMismatch, "expected an object with key, mining and refining", file.string());
  }
  const Table table = Rows(document);
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
                                  "production cannot be negative"}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
