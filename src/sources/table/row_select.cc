#include "sources/table/row_select.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tenon::sources {

namespace {

using store::QuoteName;
using store::QuoteText;
using store::SchemaColumn;

// Thousands may be parted, in threes, by points, blanks (also narrow and unbroken ones) or apostrophes.
constexpr std::string_view kGrouping = "[.'’ \u00A0\u202F]";
constexpr std::string_view kCommaNumber = R"([+-]?(\d{1,3}([.'’  ]\d{3})+|\d+)(,\d+)?([eE][+-]?\d+)?)";

bool IsWhole(const SchemaColumn& column) {
  return column.sql_type == "INTEGER" || column.sql_type == "BIGINT" || column.sql_type == "UBIGINT";
}

bool IsText(const SchemaColumn& column) { return column.sql_type == "VARCHAR"; }

// Economies in a cell, as the table `control_entry` holds those an entry applies to.
bool IsEconomyList(const SchemaColumn& column) { return column.name == "applies_to"; }

// A value for all rows is written with a decimal point, whatever the file does.
std::string NumberText(const Mapping& mapping, const ColumnOrigin& origin, const std::string& cell) {
  if (mapping.decimal == Decimal::kPoint || origin.file_column.empty()) return cell;
  return fmt::format(
      "case when regexp_full_match({0}, {1}) then replace(regexp_replace({0}, {2}, '', 'g'), ',', '.') end", cell,
      QuoteText(kCommaNumber), QuoteText(kGrouping));
}

std::string CellName(const ColumnOrigin& origin) { return QuoteName("cell_" + origin.column->name); }
std::string ValueName(const ColumnOrigin& origin) { return QuoteName("value_" + origin.column->name); }

// Alpha-3 codes with blanks between them; NULL where one part names no economy. Names hold blanks, so that semicolons
// or commas part where there are any. "World" is every economy but the one whose law it is.
std::string EconomyList(const Mapping& mapping, const std::string& cell) {
  const ColumnOrigin* jurisdiction = OriginOf(mapping, "jurisdiction");
  return fmt::format(
      "case when economy_code({0}::varchar) = 'WLD'\n"
      "     then array_to_string(list_filter(enum_range(null::economy)::varchar[],\n"
      "          code -> economy_not_group(code) is not null and code is distinct from economy_code({1})), ' ')\n"
      "     when list_bool_and(list_transform({2}, part -> economy_not_group(trim(part)) is not null))\n"
      "     then array_to_string(list_sort(list_distinct(list_transform({2},\n"
      "          part -> economy_not_group(trim(part))::varchar))), ' ') end",
      cell, jurisdiction == nullptr ? "''" : CellName(*jurisdiction) + "::varchar",
      fmt::format("list_filter(string_split_regex(case when regexp_matches({0}::varchar, '[;,；，、]') "
                  "then regexp_replace({0}::varchar, '[;,；，、]', '|', 'g') else regexp_replace({0}::varchar, '\\s+', "
                  "'|', 'g') end, '\\|'), part -> trim(part) <> '')",
                  cell));
}

std::string ValueOf(const Mapping& mapping, const ColumnOrigin& origin) {
  const SchemaColumn& column = *origin.column;
  const std::string cell = CellName(origin);
  if (IsEconomyList(column)) return EconomyList(mapping, cell);
  if (column.sql_type == "DOUBLE") {
    const std::string number = fmt::format("number({})", NumberText(mapping, origin, cell));
    return origin.factor == 1 ? number : fmt::format("{} * {}::double", number, origin.factor);
  }
  if (IsWhole(column)) {
    return fmt::format("try_cast(whole_number({}) as {})", NumberText(mapping, origin, cell), column.sql_type);
  }
  return fmt::format("try_cast({} as {})", cell, column.sql_type);
}

// "when CONDITION then reject(...)" for one column.
std::vector<std::string> Checks(const Mapping& mapping, const ColumnOrigin& origin) {
  const SchemaColumn& column = *origin.column;
  const std::string cell = CellName(origin), value = ValueName(origin);
  const std::string name = QuoteText(origin.file_column.empty() ? column.name : origin.file_column);
  const auto reject = [&](const std::string& condition, std::string_view reason) {
    return fmt::format("when {} then reject({}, {}, {})", condition, name, cell, QuoteText(reason));
  };
  std::vector<std::string> checks;
  if (mapping.form == FileForm::kSheet && !origin.file_column.empty()) {
    // MarkedCell(found, reason), taken apart.
    const std::string marks = QuoteText(store::kReasonMark);
    checks.push_back(fmt::format(
        "when starts_with({0}, {1}) then reject({2}, substring(split_part({0}, {3}, 1), 2), split_part({0}, {3}, 2))",
        cell, QuoteText(store::kCellMark), name, marks));
  }
  const std::string unread = fmt::format("{} is not null and {} is null", cell, value);
  if (IsEconomyList(column)) checks.push_back(reject(unread, kNotEconomies));
  if (IsText(column)) return checks;
  if (column.name == "year") {
    checks.push_back(reject(fmt::format("{} or {} not between 1500 and 2100", unread, value), kNotAYear));
    return checks;
  }
  checks.push_back(reject(unread, IsWhole(column)                ? kNotAWholeNumber
                                  : column.sql_type == "BOOLEAN" ? kNotTrueOrFalse
                                  : column.sql_type == "DATE"    ? kNotADate
                                                                 : kNotANumber));
  if (column.sql_type != "DOUBLE") return checks;
  if (column.unit == "1") {
    checks.push_back(reject(fmt::format("{} not between 0 and 1", value), kNotAShare));
  } else if (mapping.table->name == "trade" || mapping.table->name == "production") {
    checks.push_back(reject(fmt::format("{} < 0", value), kNegative));
  }
  return checks;
}

}  // namespace

const ColumnOrigin* OriginOf(const Mapping& mapping, std::string_view column) {
  const auto named = [&](const ColumnOrigin& origin) { return origin.column->name == column; };
  const auto found = std::ranges::find_if(mapping.columns, named);
  return found == mapping.columns.end() ? nullptr : &*found;
}

// The texts that stand for "no value" are not looked for among economies: "NA" is Namibia.
std::string CellText(const Mapping& mapping, const ColumnOrigin& origin) {
  if (origin.file_column.empty()) {
    const std::string constant = QuoteText(origin.constant);
    return IsText(*origin.column) && !origin.column->economy && !origin.constant.empty()
               ? fmt::format("{0}::enum({0})", constant)
               : constant;
  }
  std::string text = fmt::format("cell_text({})", QuoteName(origin.file_column));
  if (origin.column->economy) return text;
  for (const std::string& word : mapping.missing) {
    text = fmt::format("nullif({}, {})", text, QuoteText(word));
    if (mapping.form != FileForm::kSheet) continue;
    text = fmt::format("nullif({}, {})", text, QuoteText(store::MarkedCell(word, store::kErrorValue)));
  }
  return text;
}

std::string RowSelect(const Mapping& mapping, const std::string& faults) {
  std::vector<std::string> cells, values, columns, checks;
  for (const ColumnOrigin& origin : mapping.columns) {
    cells.push_back(fmt::format("{} as {}", CellText(mapping, origin), CellName(origin)));
    const bool as_it_is = IsText(*origin.column) && !IsEconomyList(*origin.column);
    if (!as_it_is) values.push_back(fmt::format("{} as {}", ValueOf(mapping, origin), ValueName(origin)));
    columns.push_back(
        fmt::format("{} as {}", as_it_is ? CellName(origin) : ValueName(origin), QuoteName(origin.column->name)));
    std::ranges::copy(Checks(mapping, origin), std::back_inserter(checks));
  }
  std::string joins;
  for (const CodeColumns* codes : CodeColumnsOf(mapping.table->name)) {
    const ColumnOrigin* code = OriginOf(mapping, codes->code);
    const ColumnOrigin* scheme = OriginOf(mapping, codes->scheme);
    if (code == nullptr || scheme == nullptr) continue;
    const std::string fault = QuoteName("fault_" + code->column->name);
    joins += fmt::format("\nleft join {0} as {1} on {1}.scheme = {2} and {1}.code = {3}", QuoteName(faults), fault,
                         CellName(*scheme), CellName(*code));
    checks.push_back(fmt::format("when not code_is_known({}, {}) then reject({}, {}, coalesce({}.reason, {}))",
                                 CellName(*scheme), CellName(*code),
                                 QuoteText(code->file_column.empty() ? code->column->name : code->file_column),
                                 CellName(*code), fault, QuoteText(kNotACode)));
  }
  const std::string reject = checks.empty() ? "case when false then reject('', '', '') end"  // for its type
                                            : fmt::format("case {}\n     end", fmt::join(checks, "\n          "));
  return fmt::format(
      "with cell as (select record, {} from raw),\n"
      "     valued as (select *{}{} from cell)\n"
      "select record, {},\n     {} as reject\nfrom valued{}",
      fmt::join(cells, ", "), values.empty() ? "" : ", ", fmt::join(values, ", "), fmt::join(columns, ", "), reject,
      joins);
}

}  // namespace tenon::sources
