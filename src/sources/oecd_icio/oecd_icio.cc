#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "sources/io_table/wide_table.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

/// OECD's codes of final demand and the name each has here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kFinal = {
    {{"HFCE", "households"},
     {"NPISH", "npish"},
     {"GGFC", "government"},
     {"GFCF", "gfcf"},
     {"INVNT", "inventories"},
     {"DPABR", "purchases_abroad"},
     {"NONRES", "purchases_by_non_residents"},
     {"P33", "purchases_abroad"}}};

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

/// CN1, CN2, MX1, MX2: parts of an economy with a technology of their own. Their industries bear the part behind them.
std::pair<std::string_view, std::string_view> EconomyAndPart(std::string_view economy) {
  if (IsOneOf(economy, {"CN1", "CN2"})) return {"CHN", economy};
  if (IsOneOf(economy, {"MX1", "MX2"})) return {"MEX", economy};
  return {economy, ""};
}

/// "AUS_01T02" is an industry, "AUS_HFCE" a final use (in a row: AUS_TAXSUB, taxes paid there).
enum class Axis { kRow, kColumn };
Result<Label> LabelOf(const std::string& name, Axis axis, const std::string& place, const std::string& year,
                      Industries& industries) {
  if (IsOneOf(name, {"OUT", "OUTPUT", "TOTAL"})) return Label{.role = Role::kOutput, .item = "output"};
  if (axis == Axis::kRow && IsOneOf(name, {"VALU", "VA"})) return Label{.role = Role::kValueAdded, .item = "VALU"};
  if (axis == Axis::kRow && name == "TLS") return Label{.role = Role::kValueAdded, .item = "TLS"};
  const std::size_t end = name.find('_');
  if (end == std::string::npos || end + 1 == name.size()) {
    return Fail(ErrorKind::kSchemaMismatch,
                fmt::format("'{}' is no row or column of an ICIO table; allowed: ECONOMY_INDUSTRY, ECONOMY_HFCE and so "
                            "on, TLS, VALU, OUT",
                            name),
                place);
  }
  const auto [economy, part] = EconomyAndPart(std::string_view(name).substr(0, end));
  const std::string_view code = std::string_view(name).substr(end + 1);
  TENON_ASSIGN(std::string alpha3, EconomyOfLabel(economy, place));
  if (axis == Axis::kRow && code == "TAXSUB") {
    return Label{.role = Role::kValueAdded, .economy = std::move(alpha3), .item = "TLS"};
  }
  const auto final = std::ranges::find(kFinal, code, &std::pair<std::string_view, std::string_view>::first);
  if (axis == Axis::kColumn && final != kFinal.end()) {
    return Label{.role = Role::kFinal, .economy = std::move(alpha3), .item = std::string(final->second)};
  }
  std::string item = part.empty() ? std::string(code) : fmt::format("{}:{}", code, part);
  const std::int32_t index = industries.Index({year, alpha3, item});
  return Label{.role = Role::kIndustry, .economy = std::move(alpha3), .item = std::move(item), .industry = index};
}

WideForm Form(const fs::path& file, const std::string& year, Industries& industries) {
  WideForm form;
  form.header_lines = {1};
  form.column = [=, &industries](std::span<const std::string> names, std::size_t column) {
    return LabelOf(names[0], Axis::kColumn, fmt::format("{}:1:{}", file.string(), column), year, industries);
  };
  form.row = [=, &industries](std::span<const std::string> names, std::int64_t line) {
    return LabelOf(names[0], Axis::kRow, fmt::format("{}:{}:1", file.string(), line), year, industries);
  };
  return form;
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  for (const auto& [name, file] : files.matched) {
    TENON_ASSIGN(const std::string year, YearOf(file, options));
    const TableFacts facts{.name = "ICIO", .year = year, .unit = "million USD"};
    Industries industries;
    auto sums = std::make_shared<TableSums>();
    const store::OpenReader open = [&] {
      return OpenWideTable(file, Form(file, year, industries), Shape::kSquare, facts, sums);
    };
    TENON_CHECK(LoadTable({{file, open, sums}}, industries, facts, options, load));
  }
  return {};
}

}  // namespace

const Source& OecdIcio() {
  static const Source source = {
      .spec =
          {.name = "oecd-icio",
           .title = {"Inter-Country Input-Output tables (ICIO)", "国家间投入产出表（ICIO）"},
           .publisher = "OECD",
           .licence = "CC BY 4.0",
           .credit = "Source: OECD, Inter-Country Input-Output Database, CC BY 4.0",
           .files = {{"*.csv",
                      {"table of one year: a row and a column for each ECONOMY_INDUSTRY, final demand, TLS, VALU, OUT; "
                       "the year stands in the name (ICIO2021_2018.csv, 2018.csv, 2018_SML.csv)",
                       "某一年的表：行列为“经济体_行业”，另有最终需求、TLS、VALU、OUT；年份在文件名中"}}},
           .tables = {"io_cell"},
           .options = IoTableOptions(),
           .reject_reasons = {},
           .publication = {.page = "https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html",
                           .how = {"the CSV archives of the tables; each holds a file a year",
                                   "国家间投入产出表的 CSV 压缩包，每年一个文件"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
