#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "sources/registry.h"
#include "sources/table/mapping.h"
#include "sources/table/row_select.h"
#include "store/classification.h"

namespace tenon::sources {

namespace {

constexpr std::size_t kSchemesLookedAt = 1000;
constexpr std::size_t kFaultsExplained = 5000;  // further ones are rejected too, with a shorter reason
constexpr std::size_t kFaultsWithNearest = 200;

// Capital letters and digits only: "hs-2017" and "HS2017" are the same name, spelled otherwise.
std::string BareName(std::string_view scheme) {
  std::string bare;
  for (const char c : scheme) {
    if (c >= 'a' && c <= 'z') bare += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) bare += c;
  }
  return bare;
}

Status CheckSpelling(const std::string& scheme, std::string_view column) {
  const std::string bare = BareName(scheme);
  for (const std::string& known : store::Classifications::BuiltIn().Schemes()) {
    if (scheme != known && BareName(known) == bare) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is written {} here", scheme, known),
                  std::string(column));
    }
  }
  return {};
}

std::string Fault(const std::string& scheme, const std::string& code, bool with_nearest) {
  const store::Classifications& lists = store::Classifications::BuiltIn();
  if (lists.Contains(scheme, "0" + code)) return fmt::format("lost leading zero? 0{} is a code of {}", code, scheme);
  const std::vector<std::string> near = with_nearest ? lists.Nearest(scheme, code) : std::vector<std::string>{};
  if (near.empty()) return fmt::format("not a code of {}", scheme);
  return fmt::format("not a code of {}; near: {}", scheme, fmt::join(near, ", "));
}

// A scheme under another spelling would leave its codes unchecked.
Status CheckSchemes(const Mapping& mapping, const store::RawFile& file, store::Load& load) {
  for (const CodeColumns* codes : CodeColumnsOf(mapping.table->name)) {
    const ColumnOrigin* scheme = OriginOf(mapping, codes->scheme);
    if (scheme == nullptr) continue;
    if (scheme->file_column.empty()) {
      TENON_CHECK(CheckSpelling(scheme->constant, codes->scheme));
      continue;
    }
    TENON_ASSIGN(const Table found, load.Ask(fmt::format("select distinct {} as scheme from {} limit {}",
                                                         CellText(mapping, *scheme), file.relation, kSchemesLookedAt)));
    for (const auto& row : found.rows) {
      if (!IsMissing(row[0])) TENON_CHECK(CheckSpelling(TextOr(row[0]), codes->scheme));
    }
  }
  return {};
}

Table FaultTable(std::string name) {
  return {
      .name = std::move(name),
      .columns = {{"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}, {"reason", ValueType::kText, ""}},
      .rows = {}};
}

// Says of the file's unknown codes why they are not among the known.
Status ExplainCodes(const Mapping& mapping, const store::RawFile& file, const std::string& name, store::Load& load) {
  Table faults = FaultTable(name);
  std::set<std::pair<std::string, std::string>> explained;
  for (const CodeColumns* codes : CodeColumnsOf(mapping.table->name)) {
    const ColumnOrigin* scheme = OriginOf(mapping, codes->scheme);
    const ColumnOrigin* code = OriginOf(mapping, codes->code);
    if (scheme == nullptr || code == nullptr) continue;
    TENON_ASSIGN(
        const Table unknown,
        load.Ask(fmt::format("select distinct scheme, code from (select {} as scheme, {} as code from {}) "
                             "where not code_is_known(scheme, code) order by all limit {}",
                             CellText(mapping, *scheme), CellText(mapping, *code), file.relation, kFaultsExplained)));
    for (const auto& row : unknown.rows) {
      const auto [found, is_new] = explained.emplace(TextOr(row[0]), TextOr(row[1]));
      if (!is_new) continue;
      faults.rows.push_back(
          {found->first, found->second, Fault(found->first, found->second, faults.rows.size() < kFaultsWithNearest)});
    }
  }
  return load.ProvideAnew(faults);
}

Result<store::RawFile> Open(const std::filesystem::path& file, const FileFormat& format, store::Load& load) {
  switch (format.form) {
    case FileForm::kDelimited:
      return load.OpenText(file, format.dialect, {});
    case FileForm::kJsonLines:
      return load.OpenJsonLines(file, {});
    case FileForm::kParquet:
      return load.OpenParquet(file, {});
    case FileForm::kSheet:
      return load.OpenSheet(file, format.sheet, {});
  }
  return Fail(ErrorKind::kInternal, "unknown form");
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  TENON_ASSIGN(Mapping mapping, ReadMapping(options));
  std::size_t number = 0;
  for (const auto& [name, file] : files.matched) {
    TENON_ASSIGN(const FileFormat format, FormatOf(file, options));
    TENON_ASSIGN(const store::RawFile raw, Open(file, format, load));
    mapping.form = format.form;
    TENON_ASSIGN(const Mapping bound, BindToFile(mapping, raw));
    TENON_CHECK(CheckSchemes(bound, raw, load));
    const std::string faults = fmt::format("code_fault_{}", number++);
    TENON_CHECK(load.Provide(FaultTable(faults)));
    TENON_CHECK(
        load.Fill({.table = mapping.table->name, .raw = &raw, .select = RowSelect(bound, faults), .explain = [&] {
                     return ExplainCodes(bound, raw, faults, load);
                   }}));
  }
  return {};
}

// The load bears the name, licence and credit its user gives; the mapping file counts by what stands in it.
Status Prepare(const InputFiles& files, Arguments& options, store::LoadRequest& request) {
  if (options.Has("mapping")) {
    TENON_CHECK(AddMappingFile(options.GetText("mapping"), options));
    options.Set("mapping", {});
  }
  TENON_CHECK(SettleAssignments(options));
  TENON_CHECK(ReadMapping(options));
  for (const auto& [name, file] : files.matched) TENON_CHECK(FormatOf(file, options));
  if (options.Has("source_name")) request.source = options.GetText("source_name");
  if (options.Has("licence")) request.licence = options.GetText("licence");
  if (options.Has("credit")) request.credit = options.GetText("credit");
  request.options.clear();
  for (const auto& [name, value] : options.values()) {
    if (!IsMissing(value)) request.options.emplace_back(name, ToText(value));
  }
  return {};
}

std::vector<std::string> FillableTables() {
  std::vector<std::string> names;
  for (const store::SchemaTable& table : store::Schema()) {
    if (table.name != "reject" && table.name != "load") names.push_back(table.name);
  }
  return names;
}

Parameter Option(std::string name, ParameterType type, Text meaning, std::vector<std::string> choices = {}) {
  return {.name = std::move(name),
          .type = type,
          .meaning = std::move(meaning),
          .unit = "",
          .default_value = std::nullopt,
          .required = false,
          .minimum = std::nullopt,
          .maximum = std::nullopt,
          .choices = std::move(choices)};
}

Parameter HeaderRow() {
  Parameter row = Option("header_row", ParameterType::kInteger,
                         {"row of the sheet in which the header begins; without it, the first with two filled cells",
                          "表头起始行；默认为第一个至少有两个非空单元格的行"});
  row.minimum = 1;
  row.maximum = 1'048'576;
  return row;
}

std::vector<Parameter> Options() {
  using enum ParameterType;
  return {
      Option("into", kChoice, {"the table the rows go into", "写入哪张表"}, FillableTables()),
      Option("map", kTextList,
             {"column=column of the file, e.g. exporter=Reporter; a column may be named by its beginning (value for "
              "value_usd); "
              "columns of the file that bear a column's name map by themselves",
              "列=文件中的列，如 exporter=Reporter；列名可用唯一的开头（value 即 value_usd）；同名列自动对应"}),
      Option("set", kTextList, {"column=one value for all rows, e.g. year=2017", "列=所有行的同一值，如 year=2017"}),
      Option("unit", kTextList,
             {"column=unit of the file, converted by name, e.g. value_usd=thousand USD",
              "列=文件所用单位，按名称换算，如 value_usd=thousand USD"}),
      Option("mapping", kText, {"YAML file that holds these options", "存放这些选项的 YAML 文件"}),
      Option("form", kChoice, {"form of the file; without it, by how the name ends", "文件格式；不给则按扩展名判断"},
             {"csv", "tsv", "jsonl", "parquet", "xlsx"}),
      Option("sheet", kText,
             {"sheet of an Excel workbook, by its name; needed where several are not hidden",
              "Excel 工作簿中的工作表名称；有多个未隐藏的工作表时必须给出"}),
      HeaderRow(),
      Option("encoding", kChoice,
             {"encoding of a CSV or TSV file; without it, UTF-8", "CSV、TSV 文件的编码；默认 UTF-8"},
             {"UTF-8", "GB18030", "ISO-8859-1", "utf-8", "gb18030", "iso-8859-1"}),
      Option("delimiter", kText,
             {"comma, tab, semicolon, pipe or one sign; without it, a comma in CSV and a tab in TSV",
              "分隔符：comma、tab、semicolon、pipe 或单个符号"}),
      Option("decimal", kChoice, {"decimal sign of numbers; without it, a point", "小数点符号；默认为点"}, {".", ","}),
      Option("null", kTextList,
             {"texts that stand for 'no value' beside the empty one; not in economy columns, where NA is Namibia",
              "除空白外表示“无值”的文字；不用于经济体列（NA 是纳米比亚）"}),
      Option("source_name", kText,
             {"name of the source in the tables; without it, table", "数据来源在表中的名称；默认 table"}),
      Option("licence", kText, {"licence of the data", "数据许可"}),
      Option("credit", kText, {"line to print beside results", "结果旁注明的出处"}),
  };
}

}  // namespace

const Source& UserTable() {
  static const Source source = {
      .spec = {.name = "table",
               .title = {"Any table of one's own: CSV, TSV, JSON Lines, Parquet, Excel",
                         "自备表格：CSV、TSV、JSON Lines、Parquet、Excel"},
               .publisher = "whoever loads it",
               .licence = "not stated",
               .credit = "own data",
               .files = {{.name = "*", .meaning = {"any file with one record a line or row", "任意按行记录的文件"}}},
               .tables = FillableTables(),
               .options = Options(),
               .reject_reasons = {std::string(kNotANumber), std::string(kNotAWholeNumber), std::string(kNotAYear),
                                  std::string(kNegative), std::string(kNotAShare), std::string(kNotEconomies),
                                  std::string(kNotTrueOrFalse), std::string(kNotADate), std::string(kNotACode),
                                  "not a code of *", std::string(store::kErrorValue),
                                  std::string(store::kNoCachedValue), std::string(store::kNoDate),
                                  std::string(store::kMergedCell), "lost leading zero? * is a code of *"}},
      .read = Read,
      .prepare = Prepare,
  };
  return source;
}

}  // namespace tenon::sources
