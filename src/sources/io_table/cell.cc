#include "sources/io_table/cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sources/source.h"

namespace tenon::sources {

std::optional<StatedNumber> ReadNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  if (const std::size_t point = text.find('.'); point == std::string_view::npos) {
    if (text.find_first_of("eE") == std::string_view::npos) return StatedNumber{value, 0.5};
  }
  const std::size_t mantissa = std::min(text.find_first_of("eE"), text.size());
  const std::size_t point = std::min(text.find('.'), mantissa);
  int exponent = 0;
  if (mantissa < text.size()) {
    const char* first = text.data() + mantissa + 1;
    if (*first == '+') ++first;
    std::from_chars(first, end, exponent);
  }
  const int decimals = static_cast<int>(mantissa - point) - (point < mantissa ? 1 : 0);
  return StatedNumber{value, 0.5 * std::pow(10.0, exponent - decimals)};
}

const std::vector<std::string>& CellMaker::Columns() {
  static const std::vector<std::string> columns = {"name",           "year",        "part",  "row_economy", "row_item",
                                                   "column_economy", "column_item", "value", "unit"};
  return columns;
}

std::string_view CellMaker::Read(const Label& row, const Label& column, std::string_view text) {
  made_ = Made::kNothing;
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const bool needed = row.role == Role::kIndustry || row.role == Role::kOutput;
  const bool output = row.role == Role::kOutput || column.role == Role::kOutput;
  if (text.empty()) {
    if (!needed) return "";
    if (facts_.blank == Blank::kRefuse) return "an empty cell";
    text = "0";
  }
  value_ = text;
  if (facts_.numbers.decimal != '.' || facts_.numbers.thousands != '\0') {
    plain_.clear();
    for (const char c : text) {
      if (c == facts_.numbers.thousands && c != '\0') continue;
      if (c == '.' && facts_.numbers.decimal != '.') return "not a number";
      plain_ += c == facts_.numbers.decimal ? '.' : c;
    }
    value_ = plain_;
  }
  const std::optional<StatedNumber> number = ReadNumber(value_);
  if (!number) return "not a number";
  Enter(row, column, *number, facts_.imports, *sums_);
  if (column.role == Role::kImports && facts_.imports == ImportsSign::kNegative && number->value != 0) {
    plain_ = value_.starts_with('-') ? std::string(value_.substr(1)) : "-" + std::string(value_);
    value_ = plain_;
  }
  const bool told_already = row.role == Role::kOutput && facts_.output == OutputPlace::kColumn;
  if ((output || number->value != 0) && !told_already) made_ = Made::kRecord;
  return "";
}

void CellMaker::Write(const Label& row, const Label& column, std::string_view part, std::int64_t line) {
  const std::string& unit = row.unit.empty() ? column.unit : row.unit;
  const bool across = row.role == Role::kOutput;  // an output below its column is told like one beside its row
  const Label& from = across ? column : row;
  cells_ = {facts_.name,
            facts_.year,
            part,
            from.economy,
            from.item,
            part == "output" ? from.economy : column.economy,
            part == "output" ? std::string_view("output") : column.item,
            value_,
            unit.empty() ? facts_.unit : unit};
  record_.line = line;
  record_.cells = cells_;
}

std::unexpected<Error> CellMaker::Refuse(const Label& row, const Label& column, std::string_view text,
                                         std::string_view fault, std::string place) const {
  return Fail(
      ErrorKind::kSchemaMismatch,
      fmt::format("{} in row '{}', column '{}': found '{}'; a table with a hole is not read{}", fault, row.item,
                  column.item, text.substr(0, 60), fault == "not a number" ? "" : " (a layout may say `blank: zero`)"),
      std::move(place));
}

std::vector<Parameter> IoTableOptions() {
  return {{.name = "year",
           .type = ParameterType::kInteger,
           .meaning = {"year of the table, where its file does not say", "表的年份；文件中没有时给出"},
           .minimum = 1900,
           .maximum = 2100},
          {.name = "tolerance",
           .type = ParameterType::kReal,
           .meaning = {"how far an industry's row and column may be from its output, relative to it; without it, what "
                       "rounding explains",
                       "部门行、列合计与总产出允许的相对误差；不给则为舍入误差所能解释的范围"},
           .unit = "1",
           .minimum = 0,
           .maximum = 1},
          {.name = "allow_imbalance",
           .type = ParameterType::kBoolean,
           .meaning = {"load a table whose rows or columns do not add up; the manifest keeps that it was asked for",
                       "行列不平衡也照常载入；清单中会记下这一选项"},
           .default_value = false}};
}

BalanceRule BalanceRuleOf(const Arguments& options) {
  BalanceRule rule;
  if (options.Has("tolerance")) rule.tolerance = options.GetReal("tolerance");
  if (options.GetBoolean("allow_imbalance")) rule.imbalance = Imbalance::kAllow;
  return rule;
}

namespace {

std::string SentenceOf(const Table& balance, std::size_t row) {
  const auto text = [&](const char* column) { return ToText(balance.At(row, column)); };
  if (IntegerOr(balance.At(row, "industries"), 0) == 0) {
    return fmt::format("{}: {}: not stated in the file, not checked", text("table"), text("identity"));
  }
  return fmt::format("{}: {}: largest difference {} of {} ({} {}); {} of {} industries beyond {}", text("table"),
                     text("identity"), text("largest"), text("output"), text("economy"), text("item"), text("beyond"),
                     text("industries"), text("tolerance"));
}

}  // namespace

Status LoadTable(const std::vector<TablePart>& parts, const Industries& industries, const TableFacts& facts,
                 const Arguments& options, store::Load& load) {
  std::vector<std::shared_ptr<TableSums>> sums;
  for (const TablePart& part : parts) {
    TENON_ASSIGN(const store::RawFile raw, load.OpenRecords(part.file, CellMaker::Columns(), part.open));
    TENON_CHECK(load.Fill({.table = "io_cell",
                           .raw = &raw,
                           .select = SourceQuery("io_table/io_cell.sql"),
                           .rows = store::RowsPerRecord::kMany}));
    sums.push_back(part.sums);
  }
  TENON_ASSIGN(Table balance, CheckBalance(industries, sums, BalanceRuleOf(options), facts.name, facts.unit,
                                           parts.front().file.string()));
  for (std::size_t i = 0; i < balance.rows.size(); ++i) load.Note(SentenceOf(balance, i));
  load.Report(std::move(balance));
  return {};
}

Result<std::string> YearOf(const std::filesystem::path& file, const Arguments& options) {
  const std::string given = options.Has("year") ? std::to_string(options.GetInteger("year")) : "";
  const std::string name = file.filename().string();
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::vector<std::string> years;
  for (auto at = name.begin(); at != name.end();) {
    const auto first = std::find_if(at, name.end(), digit);
    at = std::find_if_not(first, name.end(), digit);
    const std::string number(first, at);
    if (number.size() == 4 && number >= "1900" && number <= "2100") years.push_back(number);
  }
  if (!given.empty()) return given;
  if (years.empty()) {
    return Fail(ErrorKind::kInvalidArgument, "the file's name does not say of which year the table is: give --year",
                file.string());
  }
  return years.back();
}

}  // namespace tenon::sources
