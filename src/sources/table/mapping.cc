#include "sources/table/mapping.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "base/nearest.h"
#include "sources/source.h"
#include "sources/table/unit.h"
#include "store/economy.h"

namespace tenon::sources {

namespace {

constexpr std::array kCodeColumns = {
    CodeColumns{"trade", "classification", "product"},
    CodeColumns{"production", "classification", "item"},
    CodeColumns{"concordance", "from_scheme", "from_code"},
    CodeColumns{"concordance", "to_scheme", "to_code"},
};

constexpr std::string_view kNamedByRow = "see unit";  // the unit stands in the column `unit`

struct Assignment {
  std::string column, value;
};

// "exporter=Reporter" ...; a part without '=' belongs to the one before it: a name may hold a comma.
Result<std::vector<Assignment>> ReadAssignments(const Arguments& options, const std::string& option) {
  std::vector<Assignment> assignments;
  for (const std::string& part : options.GetList(option)) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos && !assignments.empty()) {
      assignments.back().value += "," + part;
      continue;
    }
    if (equals == std::string::npos || equals == 0 || equals + 1 == part.size()) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is not of the form column=value", part), option);
    }
    assignments.push_back({part.substr(0, equals), part.substr(equals + 1)});
  }
  return assignments;
}

Result<const store::SchemaColumn*> FindColumn(const store::SchemaTable& table, const std::string& name,
                                              const std::string& option) {
  if (const store::SchemaColumn* column = table.Find(name); column != nullptr && name != "source") return column;
  std::vector<std::string> names;
  std::vector<const store::SchemaColumn*> begun;
  for (const store::SchemaColumn& column : table.columns) {
    if (column.name == "source") continue;
    names.push_back(column.name);
    if (column.name.starts_with(name + "_")) begun.push_back(&column);
  }
  if (begun.size() == 1) return begun.front();
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("table {} has no column '{}'; its columns: {}{}", table.name, name, fmt::join(names, ", "),
                          name == "source" ? " (source is set by --source-name)" : ""),
              option);
}

std::optional<double> ReadNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A value for all rows is checked once, here, not row by row.
Status CheckConstant(const store::SchemaColumn& column, const std::string& value) {
  const std::optional<double> number = ReadNumber(value);
  if (column.name == "year" && !(number && *number >= 1500 && *number <= 2100)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is not a year from 1500 to 2100", value), "set year");
  }
  const bool numeric = column.sql_type != "VARCHAR" && column.sql_type != "DATE" && column.sql_type != "BOOLEAN";
  if (numeric && !number) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is not a number", value), "set " + column.name);
  }
  if (column.economy && store::ResolveEconomy(value) == nullptr && !store::IsResidual(value)) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("'{}' is no economy; near: {}", value, store::NearestEconomies(value)),
                "set " + column.name);
  }
  return {};
}

Status AddOrigin(Mapping& mapping, ColumnOrigin origin) {
  if (std::ranges::find(mapping.columns, origin.column, &ColumnOrigin::column) != mapping.columns.end()) {
    return Fail(ErrorKind::kInvalidArgument, "given more than once (by --map, --set or --unit)", origin.column->name);
  }
  mapping.columns.push_back(std::move(origin));
  return {};
}

Status AddUnit(Mapping& mapping, const store::SchemaColumn& column, const std::string& name) {
  const auto origin = std::ranges::find(mapping.columns, &column, &ColumnOrigin::column);
  if (origin == mapping.columns.end()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("give it a column too: --map {}=COLUMN", column.name),
                "unit " + column.name);
  }
  TENON_ASSIGN(const Unit unit, ParseUnit(name));
  if (column.unit == kNamedByRow) {
    origin->factor = unit.factor;
    return AddOrigin(mapping, {mapping.table->Find("unit"), "", std::string(unit.kept_in), 1});
  }
  if (column.unit != unit.kept_in) {
    return Fail(ErrorKind::kInvalidArgument,
                column.unit.empty() ? "the column has no unit"
                                    : fmt::format("'{}' cannot be converted to {}", name, column.unit),
                "unit " + column.name);
  }
  origin->factor = unit.factor;
  return {};
}

std::string Hint(const store::RawFile& file) {
  if (file.columns.size() != 1) return "";
  for (const auto& [character, name] :
       {std::pair{';', ";"}, std::pair{'\t', "tab"}, std::pair{'|', "|"}, std::pair{',', ","}}) {
    if (file.columns.front().find(character) != std::string::npos) {
      return fmt::format("; is it separated otherwise? try --delimiter '{}'", name);
    }
  }
  return "";
}

}  // namespace

const CodeColumns* FindCodeColumns(std::string_view table, std::string_view column) {
  const auto found = std::ranges::find_if(kCodeColumns, [&](const CodeColumns& pair) {
    return pair.table == table && (pair.scheme == column || pair.code == column);
  });
  return found == kCodeColumns.end() ? nullptr : &*found;
}

std::vector<const CodeColumns*> CodeColumnsOf(std::string_view table) {
  std::vector<const CodeColumns*> pairs;
  for (const CodeColumns& pair : kCodeColumns) {
    if (pair.table == table) pairs.push_back(&pair);
  }
  return pairs;
}

Status SettleAssignments(Arguments& options) {
  const store::SchemaTable* table = store::FindTable(TextOr(options.values().at("into")));
  for (const std::string option : {"map", "set", "unit"}) {
    if (table == nullptr || !options.Has(option)) continue;
    TENON_ASSIGN(std::vector<Assignment> assignments, ReadAssignments(options, option));
    for (Assignment& assignment : assignments) {
      TENON_ASSIGN(const store::SchemaColumn* column, FindColumn(*table, assignment.column, option));
      assignment.column = column->name;
    }
    std::ranges::sort(assignments, {}, [](const Assignment& a) { return std::pair(a.column, a.value); });
    std::string settled;
    for (const Assignment& a : assignments) settled += (settled.empty() ? "" : "\n") + a.column + "=" + a.value;
    options.Set(option, std::move(settled));
  }
  return {};
}

Result<Mapping> ReadMapping(const Arguments& options) {
  Mapping mapping;
  if (!options.Has("into")) {
    return Fail(ErrorKind::kInvalidArgument, "say which table the rows go into: --into trade", "into");
  }
  mapping.table = store::FindTable(options.GetText("into"));
  if (mapping.table == nullptr) return Fail(ErrorKind::kInvalidArgument, "no such table", "into");
  mapping.decimal = options.GetText("decimal") == "," ? Decimal::kComma : Decimal::kPoint;
  mapping.missing = options.GetList("null");

  TENON_ASSIGN(const std::vector<Assignment> maps, ReadAssignments(options, "map"));
  for (const Assignment& map : maps) {
    TENON_ASSIGN(const store::SchemaColumn* column, FindColumn(*mapping.table, map.column, "map"));
    TENON_CHECK(AddOrigin(mapping, {column, map.value, "", 1}));
  }
  TENON_ASSIGN(const std::vector<Assignment> sets, ReadAssignments(options, "set"));
  for (const Assignment& set : sets) {
    TENON_ASSIGN(const store::SchemaColumn* column, FindColumn(*mapping.table, set.column, "set"));
    TENON_CHECK(CheckConstant(*column, set.value));
    TENON_CHECK(AddOrigin(mapping, {column, "", set.value, 1}));
  }
  TENON_ASSIGN(const std::vector<Assignment> units, ReadAssignments(options, "unit"));
  for (const Assignment& unit : units) {
    TENON_ASSIGN(const store::SchemaColumn* column, FindColumn(*mapping.table, unit.column, "unit"));
    // A column of the file's own that bears the canonical name maps by itself; its unit may be given all the same.
    if (std::ranges::find(mapping.columns, column, &ColumnOrigin::column) == mapping.columns.end()) {
      TENON_CHECK(AddOrigin(mapping, {column, column->name, "", 1}));
    }
    TENON_CHECK(AddUnit(mapping, *column, unit.value));
  }
  return mapping;
}

Result<Mapping> BindToFile(Mapping mapping, const store::RawFile& file) {
  const std::string has = fmt::format("the file's columns: {}{}", Listed(file.columns), Hint(file));
  for (const ColumnOrigin& origin : mapping.columns) {
    if (origin.file_column.empty() || std::ranges::find(file.columns, origin.file_column) != file.columns.end())
      continue;
    return Fail(ErrorKind::kSchemaMismatch,
                fmt::format("has no column '{}', from which {} shall come{}; {}", origin.file_column,
                            origin.column->name, DidYouMean(origin.file_column, file.columns), has),
                file.path.string());
  }
  std::vector<std::string> wanting;
  for (const store::SchemaColumn& column : mapping.table->columns) {
    if (column.name == "source" ||
        std::ranges::find(mapping.columns, &column, &ColumnOrigin::column) != mapping.columns.end()) {
      continue;
    }
    const CodeColumns* codes = FindCodeColumns(mapping.table->name, column.name);
    if (std::ranges::find(file.columns, column.name) != file.columns.end()) {
      mapping.columns.push_back({&column, column.name, "", 1});
    } else if (codes != nullptr && codes->scheme == column.name) {
      mapping.columns.push_back({&column, "", std::string(kUnstatedScheme), 1});
    } else if (column.required) {
      wanting.push_back(column.name);
    }
  }
  if (!wanting.empty()) {
    return Fail(
        ErrorKind::kSchemaMismatch,
        fmt::format("table {} also needs {}: say where it comes from (--map {}=COLUMN) or one value for all rows "
                    "(--set {}=VALUE); {}",
                    mapping.table->name, fmt::join(wanting, ", "), wanting.front(), wanting.front(), has),
        file.path.string());
  }
  return mapping;
}

Result<FileFormat> FormatOf(const std::filesystem::path& file, const Arguments& options) {
  std::string name = file.filename().string();
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  std::string form = options.Has("form") ? options.GetText("form") : "";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kEndings = {
      {{".csv", "csv"},
       {".txt", "csv"},
       {".tsv", "tsv"},
       {".tab", "tsv"},
       {".jsonl", "jsonl"},
       {".ndjson", "jsonl"},
       {".parquet", "parquet"},
       {".pq", "parquet"},
       {".xlsx", "xlsx"},
       {".xlsm", "xlsx"},
       {".xls", "xlsx"},
       {".xlsb", "xlsx"},
       {".et", "xlsx"},
       {".ods", "xlsx"}}};  // the reader says of the last four how to save them
  for (const auto& [ending, meant] : kEndings) {
    if (form.empty() && name.ends_with(ending)) form = meant;
  }
  if (form.empty()) {
    return Fail(ErrorKind::kInvalidArgument,
                "the name does not tell the form of the file; give --form csv, tsv, jsonl, parquet or xlsx",
                file.string());
  }
  FileFormat format;
  if (form == "jsonl") format.form = FileForm::kJsonLines;
  if (form == "parquet") format.form = FileForm::kParquet;
  if (form == "xlsx") format.form = FileForm::kSheet;
  for (const std::string option : {"sheet", "header_row"}) {
    if (form != "xlsx" && options.Has(option)) {
      return Fail(ErrorKind::kInvalidArgument, "is for Excel workbooks; this file is read as " + form, option);
    }
  }
  if (options.Has("sheet")) format.sheet.sheet = options.GetText("sheet");
  if (options.Has("header_row")) {  // an integer on the command line, a text in a mapping file
    const std::optional<double> row = ReadNumber(ToText(options.values().at("header_row")));
    if (!row || *row < 1 || *row > 1e9 || std::trunc(*row) != *row) {
      return Fail(ErrorKind::kInvalidArgument, "is no row of a sheet", "header_row");
    }
    format.sheet.header_row = static_cast<std::int64_t>(*row);
  }
  if (options.Has("encoding")) {
    format.dialect.encoding = options.GetText("encoding");
    std::ranges::transform(format.dialect.encoding, format.dialect.encoding.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  format.dialect.delimiter = form == "tsv" ? '\t' : ',';
  if (options.Has("delimiter")) {
    const std::string given = options.GetText("delimiter");
    constexpr std::array<std::pair<std::string_view, char>, 5> kNames = {
        {{"comma", ','}, {"tab", '\t'}, {"\\t", '\t'}, {"semicolon", ';'}, {"pipe", '|'}}};
    const auto named = std::ranges::find(kNames, given, [](const auto& entry) { return std::string(entry.first); });
    const bool single = given.size() == 1 && given[0] > ' ' && given[0] <= '~' && given[0] != '"' && !isalnum(given[0]);
    if (named == kNames.end() && !single && given != "\t") {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("'{}' is no delimiter; allowed: comma, tab, semicolon, pipe or one sign", given),
                  "delimiter");
    }
    format.dialect.delimiter = named != kNames.end() ? named->second : given[0];
  }
  return format;
}

}  // namespace tenon::sources
