#include "store/snapshot.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <system_error>

#include "base/embedded_file.h"
#include "store/builtin_table.h"
#include "store/layout.h"
#include "store/schema.h"
#include "store/statement.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedQueries();
}

namespace tenon::store {
namespace {

std::string PathList(const std::filesystem::path& folder, const std::vector<TableFile>& files) {
  std::string list;
  for (const TableFile& file : files) {
    list += (list.empty() ? "" : ", ") + QuoteText((folder / file.path).string());
  }
  return "[" + list + "]";
}

Error OfQuery(Error error, std::string_view query) {
  if (error.kind == ErrorKind::kInvalidArgument) error.kind = ErrorKind::kInternal;
  if (error.where.empty()) error.where = fmt::format("src/store/queries/{}.sql", query);
  return error;
}

}  // namespace

struct Snapshot::State {
  std::filesystem::path folder;
  DatabaseOptions options;
  Manifest manifest;
  std::optional<FileLock> lock;
  Database database;
  std::set<std::string> verified = {};  ///< canonical tables whose files were found to be as they were written
  std::set<std::string> made = {};      ///< canonical tables that exist in `database`
  std::set<std::string> provided = {};  ///< tables that Provide gave
  std::optional<Classifications> classifications = {};

  /// No file but the snapshot's own may be opened from here on, and no setting be changed.
  Status LockDatabase() {
    TENON_CHECK(database.Execute("set allowed_paths = " + PathList(folder, manifest.files)));
    TENON_CHECK(database.Execute("set enable_external_access = false"));
    return database.Execute("set lock_configuration = true");
  }

  std::vector<TableFile> FilesOf(std::string_view table) const {
    std::vector<TableFile> files;
    std::ranges::copy_if(manifest.files, std::back_inserter(files),
                         [&](const TableFile& f) { return f.table == table; });
    return files;
  }

  /// SQL for the rows of a table that stand in Parquet files, with exactly the columns of the schema.
  Result<std::string> SelectFiles(const SchemaTable& table) {
    const std::vector<TableFile> files = FilesOf(table.name);
    std::set<std::string> found;
    std::string from = "(select 1) where false";
    if (!files.empty()) {
      from = fmt::format("read_parquet({}, union_by_name = true)", PathList(folder, files));
      TENON_ASSIGN(const Table columns, database.Query("describe select * from " + from));
      for (const auto& row : columns.rows) found.insert(TextOr(row[0]));
    }
    std::string list;
    for (const SchemaColumn& column : table.columns) {
      // A column that is younger than the files is missing in their rows.
      list += fmt::format("{}cast({} as {}) as {}", list.empty() ? "" : ", ",
                          found.contains(column.name) ? QuoteName(column.name) : "null", column.sql_type,
                          QuoteName(column.name));
    }
    return fmt::format("select {} from {}", list, from);
  }

  Status Verify(const SchemaTable& table, const Job& job) {
    if (verified.contains(table.name) || provided.contains(table.name)) return {};
    for (const TableFile& file : FilesOf(table.name)) {
      if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
      TENON_CHECK(VerifyFile(folder, file));
    }
    verified.insert(table.name);
    return {};
  }

  Status Make(const SchemaTable& table) {
    if (made.contains(table.name) || provided.contains(table.name)) return {};
    TENON_ASSIGN(std::string select, SelectFiles(table));
    if (table.name == "load") {
      TENON_CHECK(database.CreateTemporary(LoadsOf(manifest, "load")));
    } else {
      if (table.name == "classification") {
        TENON_CHECK(database.CreateTemporary(BuiltInClassification("built_in_classification")));
        select += " union all by name from built_in_classification";
      } else if (table.name == "concordance") {
        TENON_ASSIGN(const Table rows, BuiltInConcordance("built_in_concordance"));
        TENON_CHECK(database.CreateTemporary(rows));
        select += " union all by name from built_in_concordance";
      }
      TENON_CHECK(database.Execute(fmt::format("create temporary view {} as {}", QuoteName(table.name), select)));
    }
    made.insert(table.name);
    return {};
  }

  /// Verifies and makes the tables a statement names. Where it lists tables or names an unknown one, the others are
  /// made too, so that DuckDB can list them or say which one was meant.
  Status MakeFor(const Statement& statement, const Job& job) {
    bool all = statement.lists_tables || !statement.functions.empty();
    for (const std::string& name : statement.tables) {
      if (const SchemaTable* table = FindTable(name)) {
        TENON_CHECK(Verify(*table, job));
        TENON_CHECK(Make(*table));
      } else {
        all = all || !(provided.contains(name) || statement.local.contains(name));
      }
    }
    if (all) {
      // One that cannot be made matters to whoever names it, and is told then.
      for (const SchemaTable& table : Schema()) (void)Make(table);
    }
    return {};
  }

  /// The text of src/store/queries/<query>.sql, with the tables it names at hand.
  Result<std::string> Prepare(std::string_view query, const Job& job) {
    const std::string path = fmt::format("src/store/queries/{}.sql", query);
    for (const EmbeddedFile& file : EmbeddedQueries()) {
      if (file.path != path) continue;
      std::string sql(file.content);
      const auto statement = ReadStatement(database, sql);
      if (!statement) return std::unexpected(OfQuery(statement.error(), query));
      TENON_CHECK(MakeFor(*statement, job));
      return sql;
    }
    return Fail(ErrorKind::kInternal, "there is no such query", path);
  }
};

Snapshot::Snapshot(std::unique_ptr<State> state) : state_(std::move(state)) {}
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

Result<Snapshot> Snapshot::Open(const Workspace& workspace) {
  TENON_ASSIGN(std::int64_t number, ReadCurrent(workspace.folder()));
  auto held = HoldManifest(workspace.folder(), number);
  // A load and a gc may come between reading CURRENT and holding what it names: then CURRENT has moved on.
  while (!held) {
    TENON_ASSIGN(const std::int64_t now, ReadCurrent(workspace.folder()));
    if (now == number) return std::unexpected(held.error());
    number = now;
    held = HoldManifest(workspace.folder(), number);
  }
  return OpenHeld(workspace, *std::move(held));
}

Result<Snapshot> Snapshot::Open(const Workspace& workspace, std::int64_t number) {
  TENON_ASSIGN(const auto numbers, ManifestNumbers(workspace.folder()));
  if (std::ranges::find(numbers, number) == numbers.end()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("there is no snapshot {}; there are: {}", number, fmt::join(numbers, ", ")));
  }
  TENON_ASSIGN(HeldManifest held, HoldManifest(workspace.folder(), number));
  return OpenHeld(workspace, std::move(held));
}

Result<Snapshot> Snapshot::OpenHeld(const Workspace& workspace, HeldManifest held) {
  TENON_ASSIGN(Database database, Database::Open(workspace.database_options()));
  auto state = std::make_unique<State>(State{workspace.folder(), workspace.database_options(), std::move(held.manifest),
                                             std::move(held.lock), std::move(database)});
  TENON_CHECK(state->LockDatabase());
  return Snapshot(std::move(state));
}

Result<Snapshot> Snapshot::OpenBuiltIn() {
  TENON_ASSIGN(Database database, Database::Open());
  auto state = std::make_unique<State>(State{{}, {}, {}, std::nullopt, std::move(database)});
  TENON_CHECK(state->LockDatabase());
  return Snapshot(std::move(state));
}

const Manifest& Snapshot::manifest() const { return state_->manifest; }

Result<const Classifications*> Snapshot::classifications() {
  if (state_->FilesOf("classification").empty()) return &Classifications::BuiltIn();
  if (!state_->classifications) {
    TENON_CHECK(state_->Verify(*FindTable("classification"), {}));
    TENON_CHECK(state_->Make(*FindTable("classification")));
    TENON_ASSIGN(const Table rows,
                 state_->database.Query("select scheme, code, parent, title_en, title_zh from classification "
                                        "where source <> 'built-in' order by all"));
    Classifications codes = Classifications::BuiltIn();
    for (const auto& row : rows.rows) {
      const std::vector<std::string> text = {TextOr(row[0]), TextOr(row[1]), TextOr(row[2]), TextOr(row[3]),
                                             TextOr(row[4])};
      codes.Add({text[0], text[1], text[2], text[3], text[4]});
    }
    state_->classifications = std::move(codes);
  }
  return &*state_->classifications;
}

const std::filesystem::path& Snapshot::folder() const { return state_->folder; }

Result<Table> Snapshot::Ask(std::string_view query, const Bindings& bindings, const Job& job) {
  TENON_ASSIGN(const std::string sql, state_->Prepare(query, job));
  auto answer = state_->database.Query(sql, bindings, job);
  if (!answer) return std::unexpected(OfQuery(answer.error(), query));
  return answer;
}

Status Snapshot::AskNumbers(std::string_view query, const Bindings& bindings, const TakeNumbers& take, const Job& job) {
  TENON_ASSIGN(const std::string sql, state_->Prepare(query, job));
  auto answer = state_->database.QueryNumbers(sql, bindings, take, job);
  if (!answer) return std::unexpected(OfQuery(answer.error(), query));
  return answer;
}

Status Snapshot::AskTexts(std::string_view query, const Bindings& bindings, const TakeTexts& take, const Job& job) {
  TENON_ASSIGN(const std::string sql, state_->Prepare(query, job));
  auto answer = state_->database.QueryTexts(sql, bindings, take, job);
  if (!answer) return std::unexpected(OfQuery(answer.error(), query));
  return answer;
}

Result<Table> Snapshot::AskSql(const std::string& sql, const Job& job) {
  TENON_ASSIGN(const Statement statement, ReadStatement(state_->database, sql));
  TENON_CHECK(CheckReadsOnlyTables(statement));
  TENON_CHECK(state_->MakeFor(statement, job));
  auto answer = state_->database.Query(sql, {}, job);
  if (!answer && answer.error().message.contains("file system operations are disabled")) {
    return Fail(ErrorKind::kInvalidArgument,
                "only tables of the workspace can be read here, no files; `tenon load table FILE --into TABLE` brings "
                "a file in");
  }
  return answer;
}

Status Snapshot::Provide(const Table& table) {
  // The view of a canonical table (`load` is none) is in the way of a table of its name.
  if (state_->made.erase(table.name) > 0 && table.name != "load") {
    TENON_CHECK(state_->database.Execute("drop view " + QuoteName(table.name)));
  }
  TENON_CHECK(state_->database.CreateTemporary(table));
  state_->provided.insert(table.name);
  return {};
}

Result<Table> Snapshot::Contents() const {
  Table table{"contents",
              {{"table", ValueType::kText, ""},
               {"source", ValueType::kText, ""},
               {"load", ValueType::kText, ""},
               {"rows", ValueType::kInteger, "1"},
               {"bytes", ValueType::kInteger, "B"}},
              {}};
  for (const TableFile& file : state_->manifest.files) {
    table.rows.push_back({file.table, file.source, file.load, file.rows, file.bytes});
  }
  std::ranges::sort(table.rows);
  return table;
}

std::vector<SourceUse> Snapshot::SourcesOf(const std::vector<std::string>& tables) const {
  std::vector<SourceUse> uses;
  for (const LoadRecord& load : state_->manifest.loads) {
    std::int64_t rows = 0;
    bool used = false;
    for (const TableFile& file : state_->manifest.files) {
      if (file.load != load.id || std::ranges::find(tables, file.table) == tables.end()) continue;
      used = true;
      rows += file.rows;
    }
    if (used) uses.push_back({load.source, load.id, load.licence, load.credit, rows, load.rows_rejected});
  }
  return uses;
}

Status Snapshot::WriteParquet(const Table& table, const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return Fail(ErrorKind::kInputOutput, "a Parquet file can only be written to a regular file", file.string());
  }
  // Not the snapshot's own DuckDB: that one opens no other file.
  TENON_ASSIGN(Database database, Database::Open(state_->options));
  Table rows = table;
  rows.name = "result";
  TENON_CHECK(database.CreateTemporary(rows));
  const std::filesystem::path temporary = TemporaryNameFor(file);
  auto written = database.Execute(
      fmt::format("copy result to {} (format parquet, use_tmp_file false)", QuoteText(temporary.string())));
  if (written) written = SyncFile(temporary);
  if (written) written = RenameFile(temporary, file);
  if (!written) {
    std::filesystem::remove(temporary, error);
    return written;
  }
  return SyncFolder(file.has_parent_path() ? file.parent_path() : ".");
}

}  // namespace tenon::store
