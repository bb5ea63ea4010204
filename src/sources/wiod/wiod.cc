#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "sources/io_table/wide_table.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kFinal = {"households", "npish", "government", "gfcf", "inventories"};

/// The industries of the 2016 release, by their number in the columns' names.
constexpr std::array<std::string_view, 56> kIndustries2016 = {
    "A01",     "A02",     "A03", "B",       "C10-C12", "C13-C15", "C16", "C17", "C18",     "C19",     "C20", "C21",
    "C22",     "C23",     "C24", "C25",     "C26",     "C27",     "C28", "C29", "C30",     "C31_C32", "C33", "D35",
    "E36",     "E37-E39", "F",   "G45",     "G46",     "G47",     "H49", "H50", "H51",     "H52",     "H53", "I",
    "J58",     "J59_J60", "J61", "J62_J63", "K64",     "K65",     "K66", "L68", "M69_M70", "M71",     "M72", "M73",
    "M74_M75", "N",       "O84", "P85",     "Q",       "R_S",     "T",   "U"};

enum class Release { k2013, k2016 };

std::optional<std::size_t> NumberIn(std::string_view text, std::size_t limit) {
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size() || number < 1 || number > limit) return std::nullopt;
  return number;
}

std::unexpected<Error> Unknown(std::string_view label, std::string_view allowed, std::string place) {
  return Fail(ErrorKind::kSchemaMismatch,
              fmt::format("'{}' is no row or column of this release of WIOD; allowed: {}", label, allowed),
              std::move(place));
}

Result<Label> Industry(std::string_view economy, std::string item, const std::string& place, const std::string& year,
                       Industries& industries) {
  TENON_ASSIGN(std::string code, EconomyOfLabel(economy, place));
  const std::int32_t index = industries.Index({year, code, item});
  return Label{.role = Role::kIndustry, .economy = std::move(code), .item = std::move(item), .industry = index};
}

Result<Label> Final(std::string_view economy, std::size_t number, const std::string& place) {
  TENON_ASSIGN(std::string code, EconomyOfLabel(economy, place));
  return Label{.role = Role::kFinal, .economy = std::move(code), .item = std::string(kFinal.at(number - 1))};
}

/// "AUS.1" is an industry, "AUS.f1" a final use, "output" what it says.
Result<Label> Label2013(const std::string& name, const std::string& place, const std::string& year,
                        Industries& industries) {
  if (name == "output") return Label{.role = Role::kOutput, .item = "output"};
  const std::size_t dot = std::min(name.find('.'), name.size());
  const std::string_view economy = std::string_view(name).substr(0, dot);
  const std::string_view rest = dot < name.size() ? std::string_view(name).substr(dot + 1) : "";
  if (rest.starts_with('f')) {
    if (const auto number = NumberIn(rest.substr(1), kFinal.size())) return Final(economy, *number, place);
  } else if (const auto number = NumberIn(rest, 35)) {
    return Industry(economy, fmt::format("c{}", *number), place, year, industries);
  }
  return Unknown(name, "AUS.1 to AUS.35 and so on, AUS.f1 to AUS.f5, output", place);
}

WideForm Form2013(const fs::path& file, const std::string& year, Industries& industries) {
  WideForm form;
  form.header_lines = {1};
  form.column = [=, &industries](std::span<const std::string> names, std::size_t column) {
    return Label2013(names[0], fmt::format("{}:1:{}", file.string(), column), year, industries);
  };
  form.row = [=, &industries](std::span<const std::string> names, std::int64_t line) {
    return Label2013(names[0], fmt::format("{}:{}:1", file.string(), line), year, industries);
  };
  return form;
}

/// Columns AUS1 to AUS56 are industries, AUS57 to AUS61 final uses, TOT is output.
Result<Label> Column2016(const std::string& name, const std::string& place, const std::string& year,
                         Industries& industries) {
  if (name == "TOT") return Label{.role = Role::kOutput, .item = "output"};
  const std::size_t digits = std::min(name.find_first_of("0123456789"), name.size());
  const std::string_view economy = std::string_view(name).substr(0, digits);
  const auto number = NumberIn(std::string_view(name).substr(digits), kIndustries2016.size() + kFinal.size());
  if (!number) return Unknown(name, "AUS1 to AUS61 and so on, TOT", place);
  if (*number > kIndustries2016.size()) return Final(economy, *number - kIndustries2016.size(), place);
  return Industry(economy, std::string(kIndustries2016.at(*number - 1)), place, year, industries);
}

/// Rows behind the industries have the country TOT: taxes, adjustments, value added, transport margins, output; II_fob
/// is the sum of the industries' rows.
Result<Label> Row2016(std::span<const std::string> names, const std::string& place, const std::string& year,
                      Industries& industries) {
  const std::string& code = names[0];
  const std::string& country = names[2];
  if (!names[4].empty() && names[4] != year) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("this row is of {}, but the table is taken to be of {}", names[4], year), place);
  }
  if (country == "TOT") {
    if (code == "II_fob") return Label{};
    if (code == "GO") return Label{.role = Role::kOutput, .item = "output"};
    constexpr std::array<std::string_view, 6> kBelow = {"TXSP", "EXP_adj", "PURR", "PURNR", "VA", "IntTTM"};
    if (std::ranges::find(kBelow, code) != kBelow.end()) return Label{.role = Role::kValueAdded, .item = code};
    return Unknown(code, "II_fob, TXSP, EXP_adj, PURR, PURNR, VA, IntTTM, GO where the country is TOT", place);
  }
  const auto number = NumberIn(names[3], kIndustries2016.size());
  if (!number || kIndustries2016.at(*number - 1) != code) {
    return Unknown(fmt::format("{} with number {}", code, names[3]), "the 56 industries in their order", place);
  }
  return Industry(country, code, place, year, industries);
}

WideForm Form2016(const fs::path& file, const std::string& year, Industries& industries) {
  WideForm form;
  form.header_lines = {1};
  form.label_cells = 5;
  form.column = [=, &industries](std::span<const std::string> names, std::size_t column) {
    return Column2016(names[0], fmt::format("{}:1:{}", file.string(), column), year, industries);
  };
  form.row = [=, &industries](std::span<const std::string> names, std::int64_t line) {
    return Row2016(names, fmt::format("{}:{}", file.string(), line), year, industries);
  };
  return form;
}

/// The header tells the release.
Result<Release> ReleaseOf(const fs::path& file) {
  TENON_ASSIGN(store::DelimitedReader reader, store::DelimitedReader::Open(file, {.header = false}));
  TENON_ASSIGN(const store::Record* header, reader.Next());
  const auto cells = header->cells;
  if (!cells.empty() && cells[0] == "row") return Release::k2013;
  if (cells.size() > 5 && cells[0] == "IndustryCode" && cells[2] == "Country" && cells[4] == "Year") {
    return Release::k2016;
  }
  return Fail(ErrorKind::kSchemaMismatch,
              "neither release of WIOD: the first line begins with row, AUS.1 ... (2013) or with IndustryCode, "
              "IndustryDescription, Country, RNr, Year, AUS1 ... (2016)",
              file.string() + ":1");
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  for (const auto& [name, file] : files.matched) {
    TENON_ASSIGN(const Release release, ReleaseOf(file));
    TENON_ASSIGN(const std::string year, YearOf(file, options));
    const bool is_2013 = release == Release::k2013;
    TableFacts facts{.name = is_2013 ? "WIOD2013" : "WIOD2016", .year = year, .unit = "million USD"};
    Industries industries;
    auto sums = std::make_shared<TableSums>();
    const store::OpenReader open = [&] {
      return OpenWideTable(file, is_2013 ? Form2013(file, year, industries) : Form2016(file, year, industries),
                           Shape::kSquare, facts, sums);
    };
    TENON_CHECK(LoadTable({{file, open, sums}}, industries, facts, options, load));
  }
  return {};
}

}  // namespace

const Source& Wiod() {
  static const Source source = {
      .spec = {.name = "wiod",
               .title = {"World Input-Output Database: world tables, releases 2013 and 2016",
                         "世界投入产出数据库（WIOD）：2013版与2016版世界投入产出表"},
               .publisher = "University of Groningen, Growth and Development Centre",
               .licence = "free to use with citation of Timmer et al. 2015 (2013 release), CC BY 4.0 (2016 release)",
               .credit = "WIOD; Timmer, Dietzenbacher, Los, Stehrer, de Vries 2015, doi 10.1111/roie.12178",
               .files = {{"*wiot*.csv",
                          {"world table of one year, release 2013: row, AUS.1 to RoW.f5, output",
                           "2013版：某一年的世界表"},
                          false},
                         {"*WIOT*.csv",
                          {"world table of one year, release 2016: IndustryCode to Year, AUS1 to ROW61, TOT",
                           "2016版：某一年的世界表"},
                          false}},
               .tables = {"io_cell"},
               .options = IoTableOptions(),
               .reject_reasons = {},
               .publication = {.page = "https://www.rug.nl/ggdc/valuechain/wiod/",
                               .how = {"world input-output tables, release 2013 or 2016; save each year as CSV",
                                       "世界投入产出表（2013 年版或 2016 年版）；每年另存为 CSV"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
