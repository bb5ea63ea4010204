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

/// EXIOBASE's five rests of the world.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kRests = {{{"WA", "REST-ASIA"},
                                                                                  {"WL", "REST-AMERICA"},
                                                                                  {"WE", "REST-EUROPE"},
                                                                                  {"WF", "REST-AFRICA"},
                                                                                  {"WM", "REST-MIDDLE-EAST"}}};

/// Final demand as EXIOBASE names it, by the beginning of the name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kFinal = {
    {{"Final consumption expenditure by households", "households"},
     {"Final consumption expenditure by non-profit", "npish"},
     {"Final consumption expenditure by government", "government"},
     {"Gross fixed capital formation", "gfcf"},
     {"Changes in inventories", "inventories"},
     {"Changes in valuables", "valuables"},
     {"Exports", "exports"}}};

Result<std::string> Economy(std::string_view region, const std::string& place) {
  const auto rest = std::ranges::find(kRests, region, &std::pair<std::string_view, std::string_view>::first);
  if (rest != kRests.end()) return std::string(rest->second);
  return EconomyOfLabel(region, place);
}

/// Where labels stand, and what they become.
struct Labels {
  fs::path file;
  std::string year;
  Industries* industries = nullptr;

  Result<Label> Industry(const std::string& region, const std::string& sector, const std::string& place) const {
    if (sector.empty()) return Fail(ErrorKind::kSchemaMismatch, "a region without a sector", place);
    TENON_ASSIGN(std::string economy, Economy(region, place));
    const std::int32_t index = industries->Index({year, economy, sector});
    return Label{.role = Role::kIndustry, .economy = std::move(economy), .item = sector, .industry = index};
  }

  /// The line of index names that may stand between header and rows is no row.
  Result<Label> Row(std::span<const std::string> names, std::int64_t line) const {
    if (names[0] == "region") return Label{};
    return Industry(names[0], names[1], fmt::format("{}:{}", file.string(), line));
  }

  Result<Label> FinalColumn(std::span<const std::string> names, std::size_t column) const {
    const std::string place = fmt::format("{}:1:{}", file.string(), column);
    TENON_ASSIGN(std::string economy, Economy(names[0], place));
    const auto final = std::ranges::find_if(kFinal, [&](const auto& kind) { return names[1].starts_with(kind.first); });
    if (final == kFinal.end()) {
      return Fail(ErrorKind::kSchemaMismatch, fmt::format("'{}' is no final demand of EXIOBASE", names[1]), place);
    }
    return Label{.role = Role::kFinal, .economy = std::move(economy), .item = std::string(final->second)};
  }

  WideForm Form() const {
    WideForm form;
    form.dialect = {.delimiter = '\t', .quote = '\0'};
    form.header_lines = {1, 2};
    form.first_row = 3;
    form.label_cells = 2;
    form.row = [labels = *this](std::span<const std::string> names, std::int64_t line) {
      return labels.Row(names, line);
    };
    return form;
  }
};

WideForm FlowForm(const Labels& labels) {
  WideForm form = labels.Form();
  form.column = [labels](std::span<const std::string> names, std::size_t column) {
    return labels.Industry(names[0], names[1], fmt::format("{}:1:{}", labels.file.string(), column));
  };
  return form;
}

WideForm FinalForm(const Labels& labels) {
  WideForm form = labels.Form();
  form.column = [labels](std::span<const std::string> names, std::size_t column) {
    return labels.FinalColumn(names, column);
  };
  return form;
}

WideForm OutputForm(const Labels& labels) {
  WideForm form = labels.Form();
  form.header_lines = {1};
  form.first_row = 2;
  form.column = [labels](std::span<const std::string> names, std::size_t column) -> Result<Label> {
    if (names[0] == "indout") return Label{.role = Role::kOutput, .item = "output"};
    return Fail(ErrorKind::kSchemaMismatch, fmt::format("the column should be indout; found '{}'", names[0]),
                fmt::format("{}:1:{}", labels.file.string(), column));
  };
  return form;
}

/// "IOT_2011_pxp.zip/IOT_2011_pxp/Z.txt": the year and the kind (pxp: product by product, ixi: industry by industry)
/// stand in the name of a folder or archive.
std::string_view KindOf(const fs::path& file) {
  const std::string path = file.parent_path().string();
  return path.find("_pxp") != std::string::npos   ? "EXIOBASE3-pxp"
         : path.find("_ixi") != std::string::npos ? "EXIOBASE3-ixi"
                                                  : "EXIOBASE3";
}

Result<std::string> YearOfFolder(const fs::path& file, const Arguments& options) {
  fs::path folder = file.parent_path();
  for (; !folder.filename().empty(); folder = folder.parent_path()) {
    if (folder.filename().string().find("IOT_") != std::string::npos) return YearOf(folder.filename(), options);
  }
  return YearOf(file, options);
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  TENON_ASSIGN(const fs::path flows, OnlyFile(files, "Z.txt"));
  TENON_ASSIGN(const fs::path final, OnlyFile(files, "Y.txt"));
  TENON_ASSIGN(const fs::path output, OnlyFile(files, "x.txt"));
  TENON_ASSIGN(const std::string year, YearOfFolder(flows, options));
  const TableFacts facts{.name = std::string(KindOf(flows)), .year = year, .unit = "million EUR"};
  Industries industries;
  std::vector<TablePart> parts;
  const auto add = [&](const fs::path& file, WideForm (*form)(const Labels&), Shape shape) {
    auto sums = std::make_shared<TableSums>();
    const Labels labels{file, year, &industries};
    parts.push_back({file, [=] { return OpenWideTable(file, form(labels), shape, facts, sums); }, sums});
  };
  add(output, OutputForm, Shape::kAny);
  add(flows, FlowForm, Shape::kSquare);
  add(final, FinalForm, Shape::kAny);
  return LoadTable(parts, industries, facts, options, load);
}

}  // namespace

const Source& Exiobase() {
  static const Source source = {
      .spec =
          {.name = "exiobase",
           .title = {"EXIOBASE 3: monetary multi-regional input-output tables", "EXIOBASE 3：多区域价值型投入产出表"},
           .publisher = "EXIOBASE consortium",
           .licence = "CC BY-SA 4.0 (from version 3.8 on)",
           .credit = "EXIOBASE 3; Stadler et al. 2018, doi 10.1111/jiec.12715",
           .files = {{"Z.txt", {"flows between industries or products", "中间流量"}},
                     {"Y.txt", {"final demand", "最终需求"}},
                     {"x.txt", {"output", "总产出"}}},
           .tables = {"io_cell"},
           .options = IoTableOptions(),
           .reject_reasons = {},
           .publication = {.page = "https://www.exiobase.eu",
                           .how = {"EXIOBASE 3 on Zenodo, the product by product table of one year (IOT_YEAR_pxp.zip)",
                                   "Zenodo 上的 EXIOBASE 3，某一年的产品×产品表（IOT_年份_pxp.zip）"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
