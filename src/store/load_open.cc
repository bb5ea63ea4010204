#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "store/archive.h"
#include "store/load_state.h"

namespace tenon::store {
namespace {

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// A key of a JSON object as a JSON pointer (RFC 6901).
std::string JsonPointer(std::string_view key) {
  std::string pointer = "/";
  for (const char c : key) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return pointer;
}

/// A select list that gives the fields of a relation as text, NULL where they are empty.
std::string AsText(const std::vector<std::string>& expressions, const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    list += fmt::format(", nullif({}::varchar, '') as {}", expressions[i], QuoteName(names[i]));
  }
  return list;
}

std::vector<std::string> Unique(const std::vector<std::string>& names) {
  return ColumnNames(std::vector<std::string_view>(names.begin(), names.end()));
}

std::vector<std::string> Quoted(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(QuoteName(name));
  return quoted;
}

OpenReader OpenDelimited(const std::filesystem::path& file, const TextDialect& dialect) {
  return [file, dialect]() -> Result<std::unique_ptr<RecordReader>> {
    TENON_ASSIGN(DelimitedReader reader, DelimitedReader::Open(file, dialect));
    return std::make_unique<DelimitedReader>(std::move(reader));
  };
}

}  // namespace

Result<Raw*> Load::State::Add(const std::filesystem::path& file) {
  const auto inside = SplitMemberPath(file);
  const std::filesystem::path& on_disk = inside ? inside->archive : file;
  if (std::none_of(inputs.begin(), inputs.end(), [&](const Input& input) { return input.path == on_disk; })) {
    return Fail(ErrorKind::kInternal, "this file is not among those the load was begun with", file.string());
  }
  TENON_CHECK(CheckRegularFile(on_disk));
  auto raw = std::make_unique<Raw>();
  raw->path = file;
  raw->relation = fmt::format("raw_{}", raws.size() + 1);
  raws.push_back(std::move(raw));
  return raws.back().get();
}

Status Load::State::Relate(Raw& raw) {
  raw.faults = raw.relation + "_faults()";
  TENON_CHECK(AddRecordRelation(database, raw.relation, raw.text));
  return database.Execute(fmt::format("create temporary view {0} as select * from {0}_rows()", raw.relation));
}

Result<RawFile> Load::State::Finish(Raw& raw, std::vector<std::string> columns,
                                    const std::vector<std::string>& expected) {
  std::vector<std::string> absent;
  for (const std::string& name : expected) {
    if (std::none_of(columns.begin(), columns.end(), [&](const auto& column) { return SameName(column, name); })) {
      absent.push_back(name);
    }
  }
  if (!absent.empty()) {
    constexpr std::size_t kShown = 40;
    const std::vector<std::string> shown(
        columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, columns.size())));
    std::string hint;
    if (columns.size() == 1 && columns[0].find_first_of(";\t|,") != std::string::npos) {
      hint = "; there is only one column: is the delimiter another one?";
    }
    return Fail(
        ErrorKind::kSchemaMismatch,
        std::string(CutText(fmt::format("column{} {} not found; the file has: {}", absent.size() == 1 ? "" : "s",
                                        fmt::join(absent, ", "), fmt::join(shown, ", ")),
                            1000)) +
            (columns.size() > kShown ? fmt::format(" and {} more", columns.size() - kShown) : "") + hint,
        raw.path.string());
  }
  return RawFile{raw.path, std::move(columns), raw.relation};
}

Result<RawFile> Load::OpenText(const std::filesystem::path& file, const TextDialect& dialect,
                               const std::vector<std::string>& expected) {
  State& state = *state_;
  TENON_ASSIGN(Raw * raw, state.Add(file));
  TENON_ASSIGN(const DelimitedReader reader, DelimitedReader::Open(file, dialect));
  raw->text = std::make_shared<RecordFile>();
  raw->text->open = OpenDelimited(file, dialect);
  raw->text->columns = reader.columns();
  TENON_CHECK(state.Relate(*raw));
  return state.Finish(*raw, reader.columns(), expected);
}

Result<RawFile> Load::OpenRecords(const std::filesystem::path& file, const std::vector<std::string>& columns,
                                  OpenReader open) {
  State& state = *state_;
  TENON_ASSIGN(Raw * raw, state.Add(file));
  raw->text = std::make_shared<RecordFile>();
  raw->text->open = std::move(open);
  raw->text->columns = columns;
  raw->records_repeat = true;
  TENON_CHECK(state.Relate(*raw));
  return state.Finish(*raw, columns, {});
}

Result<RawFile> Load::OpenSheet(const std::filesystem::path& file, const SheetChoice& choice,
                                const std::vector<std::string>& expected) {
  State& state = *state_;
  TENON_ASSIGN(Raw * raw, state.Add(file));
  TENON_ASSIGN(const std::filesystem::path on_disk, OnDisk(file));
  TENON_ASSIGN(Workbook opened, Workbook::Open(on_disk, file));
  const auto workbook = std::make_shared<const Workbook>(std::move(opened));
  TENON_ASSIGN(const auto reader, SheetReader::Open(workbook, choice));
  raw->text = std::make_shared<RecordFile>();
  raw->text->open = [workbook, choice] { return SheetReader::Open(workbook, choice); };
  raw->text->columns = reader->columns();
  TENON_CHECK(state.Relate(*raw));
  return state.Finish(*raw, reader->columns(), expected);
}

Result<RawFile> Load::OpenJsonLines(const std::filesystem::path& file, const std::vector<std::string>& expected,
                                    const std::vector<std::string>& nested) {
  State& state = *state_;
  TENON_ASSIGN(Raw * raw, state.Add(file));
  // Read as text of one column; DuckDB's JSON functions take the lines apart.
  raw->text = std::make_shared<RecordFile>();
  raw->text->open = OpenDelimited(file, {.delimiter = '\0', .quote = '\0', .encoding = "UTF-8", .header = false});
  raw->text->columns = {"line"};
  TENON_CHECK(AddRecordRelation(state.database, raw->relation + "_line", raw->text));
  std::string misplaced = "false";
  for (const std::string& key : expected) {
    if (std::ranges::find(nested, key) != nested.end()) continue;
    misplaced += fmt::format(" or json_type(line, {}) in ('OBJECT', 'ARRAY')", QuoteText(JsonPointer(key)));
  }
  TENON_CHECK(state.database.Execute(fmt::format(
      R"(create temporary view {0}_lines as
           select record, line,
                  case when not json_valid(line) then 'not JSON'
                       when json_type(line) <> 'OBJECT' then 'not a JSON object'
                       when len(json_keys(line)) <> len(list_distinct(json_keys(line))) then 'a key stands twice'
                       when {1} then 'a list or an object where a value is expected'
                  end as reason
           from {0}_line_rows())",
      raw->relation, misplaced)));
  raw->faults =
      fmt::format(R"((select record, line as found, reason from {}_lines where reason is not null))", raw->relation);

  const Job watched = state.Watch("looking for the columns", *raw);
  TENON_ASSIGN(
      const Table counts,
      state.Run(fmt::format("select count(*) filter (reason is null), count(reason) from {}_lines", raw->relation),
                file.string(), watched));
  raw->records = IntegerOr(counts.rows[0][0], 0);
  raw->fault_records = IntegerOr(counts.rows[0][1], 0);
  if (raw->records + raw->fault_records == 0) return Fail(ErrorKind::kCorruptInput, "the file is empty", file.string());
  TENON_ASSIGN(const Table found,
               state.Run(fmt::format("select key from (select unnest(json_keys(line)) as key, record from {}_lines "
                                     "where reason is null) group by key order by min(record), key",
                                     raw->relation),
                         file.string(), watched));
  std::vector<std::string> keys, values;
  for (const auto& row : found.rows) {
    keys.push_back(ToText(row[0]));
    values.push_back(fmt::format("json_extract_string(line, {})", QuoteText(JsonPointer(keys.back()))));
  }
  std::vector<std::string> names = Unique(keys);
  TENON_CHECK(state.database.Execute(
      fmt::format("create temporary view {0} as select record{1} from {0}_lines where reason is null", raw->relation,
                  AsText(values, names))));
  return state.Finish(*raw, std::move(names), expected);
}

Result<std::filesystem::path> Load::OnDisk(const std::filesystem::path& file) {
  const auto inside = SplitMemberPath(file);
  if (!inside) return file;
  std::filesystem::path& copy = state_->unpacked[file];
  if (copy.empty()) {
    const std::filesystem::path to = state_->staging / fmt::format("member_{}", state_->unpacked.size());
    TENON_CHECK(UnpackMember(*inside, to));
    copy = to;
  }
  return copy;
}

Result<RawFile> Load::OpenParquet(const std::filesystem::path& file, const std::vector<std::string>& expected) {
  State& state = *state_;
  TENON_ASSIGN(Raw * raw, state.Add(file));
  // DuckDB takes a path for a pattern: '*' and '[' in it would stand for other files. A link of a plain name does not.
  const std::filesystem::path link = state.staging / (raw->relation + ".parquet");
  TENON_ASSIGN(const std::filesystem::path on_disk, OnDisk(file));
  std::error_code error;
  std::filesystem::create_symlink(std::filesystem::absolute(on_disk), link, error);
  if (error) return Fail(ErrorKind::kInputOutput, "cannot make a link to the file: " + error.message(), link.string());
  const std::string reader = fmt::format("read_parquet({}, file_row_number = true)", QuoteText(link.string()));
  const auto described = state.database.Query("describe select * exclude (file_row_number) from " + reader);
  if (!described)
    return Fail(ErrorKind::kCorruptInput, "not a readable Parquet file: it is damaged, cut short, or no Parquet at all",
                file.string());
  std::vector<std::string> columns;
  for (const auto& row : described->rows) columns.push_back(ToText(row[0]));
  std::vector<std::string> names = Unique(columns);
  TENON_CHECK(
      state.database.Execute(fmt::format("create temporary view {} as select file_row_number + 1 as record{} from {}",
                                         raw->relation, AsText(Quoted(columns), names), reader)));
  TENON_ASSIGN(const Table count, state.Run("select count(*) from " + raw->relation, file.string(), state.job));
  raw->records = IntegerOr(count.rows[0][0], 0);
  if (raw->records == 0) return Fail(ErrorKind::kCorruptInput, "the file has no rows", file.string());
  return state.Finish(*raw, std::move(names), expected);
}

Result<RawFile> Load::OpenRows(const std::filesystem::path& file, const Table& table) {
  State& state = *state_;
  TENON_ASSIGN(Raw * raw, state.Add(file));
  Table rows = table;
  rows.name = raw->relation + "_made";
  if (rows.Find("record") < 0)
    return Fail(ErrorKind::kInternal, "the rows made of this file have no column `record`", file.string());
  std::vector<std::string> columns;
  for (const Column& column : rows.columns) {
    if (column.name != "record") columns.push_back(column.name);
  }
  TENON_CHECK(state.database.CreateTemporary(rows));
  TENON_CHECK(state.database.Execute(fmt::format("create temporary view {0} as select record{1} from {0}_made",
                                                 raw->relation, AsText(Quoted(columns), columns))));
  TENON_ASSIGN(const Table count,
               state.database.Query(fmt::format("select count(distinct record), count(*) from {}", raw->relation)));
  raw->records = IntegerOr(count.rows[0][0], 0);
  raw->records_repeat = raw->records != IntegerOr(count.rows[0][1], 0);
  return state.Finish(*raw, std::move(columns), {});
}

}  // namespace tenon::store
