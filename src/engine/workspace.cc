#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/nearest.h"
#include "engine/state.h"
#include "index/index_folder.h"
#include "index/model_folder.h"
#include "store/schema.h"
#include "store/table_rows.h"

namespace tenon {

using Mode = store::Workspace::Mode;

std::string SnapshotName(const store::Manifest& manifest) {
  return fmt::format("{} sha256:{}", manifest.Name(), manifest.checksum);
}

Answer MakeAnswer(std::string name, const store::Snapshot* snapshot) {
  Answer answer;
  answer.receipt.program_version = ProgramVersion();
  answer.receipt.analysis = std::move(name);
  if (snapshot != nullptr) answer.receipt.snapshot = SnapshotName(snapshot->manifest());
  return answer;
}

Result<store::Snapshot> Engine::State::SnapshotOrBuiltIn() const {
  std::error_code error;
  if (!std::filesystem::exists(options.workspace, error)) return store::Snapshot::OpenBuiltIn();
  return OpenSnapshot();
}

namespace {

Result<const store::SchemaTable*> RequireTable(std::string_view name) {
  if (const store::SchemaTable* table = store::FindTable(name)) return table;
  std::vector<std::string> names;
  for (const store::SchemaTable& table : store::Schema()) names.push_back(table.name);
  return Fail(ErrorKind::kInvalidArgument, fmt::format("no table is called '{}'{}", name, DidYouMean(name, names)));
}

}  // namespace

Result<Answer> Engine::Tables(std::string_view name) {
  TENON_ASSIGN(store::Snapshot snapshot, state_->SnapshotOrBuiltIn());
  TENON_ASSIGN(Table contents, snapshot.Contents());
  Answer answer = MakeAnswer("tables", &snapshot);
  if (name.empty()) {
    Table tables{.name = "tables",
                 .columns = {{"table", ValueType::kText, ""},
                             {"rows", ValueType::kInteger, ""},
                             {"meaning", ValueType::kText, ""}},
                 .rows = {}};
    for (const store::SchemaTable& table : store::Schema()) {
      std::int64_t rows = 0;
      for (std::size_t i = 0; i < contents.rows.size(); ++i) {
        if (TextOr(contents.At(i, "table")) == table.name) rows += IntegerOr(contents.At(i, "rows"), 0);
      }
      tables.rows.push_back({table.name, rows, table.meaning});
    }
    answer.tables = {std::move(tables), std::move(contents)};
    return answer;
  }
  TENON_ASSIGN(const store::SchemaTable* schema, RequireTable(name));
  Table columns{.name = "columns",
                .columns = {{"column", ValueType::kText, ""},
                            {"type", ValueType::kText, ""},
                            {"unit", ValueType::kText, ""},
                            {"key", ValueType::kBoolean, ""},
                            {"required", ValueType::kBoolean, ""},
                            {"meaning", ValueType::kText, ""}},
                .rows = {}};
  for (const store::SchemaColumn& column : schema->columns) {
    columns.rows.push_back({column.name, column.sql_type, column.unit.empty() ? Value{} : Value{column.unit},
                            column.key, column.required, column.meaning});
  }
  Table loads = contents;
  std::erase_if(loads.rows, [&](const std::vector<Value>& row) { return TextOr(row[0]) != name; });
  answer.tables = {std::move(columns), std::move(loads)};
  return answer;
}

Result<Answer> Engine::Rows(const RowsQuestion& question, const Job& job) {
  TENON_ASSIGN(const store::SchemaTable* schema, RequireTable(question.table));
  TENON_ASSIGN(const store::RowsStatements statements, store::StatementsFor(*schema, question));
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kOpen));
  TENON_ASSIGN(store::Snapshot snapshot, question.snapshot == 0 ? store::Snapshot::Open(workspace)
                                                                : store::Snapshot::Open(workspace, question.snapshot));
  TENON_ASSIGN(const Table count, snapshot.AskSql(statements.count, job));
  TENON_ASSIGN(Table rows, snapshot.AskSql(statements.rows, job));
  rows.name = schema->name;
  for (Column& column : rows.columns) column.unit = schema->Find(column.name)->unit;
  Table page{.name = "page",
             .columns = {{"total", ValueType::kInteger, "1"},
                         {"first", ValueType::kInteger, "1"},
                         {"snapshot", ValueType::kInteger, ""}},
             .rows = {{IntegerOr(count.rows[0][0], 0), question.first, snapshot.manifest().number}}};
  Answer answer = MakeAnswer("rows", &snapshot);
  answer.receipt.arguments.Set("table", schema->name);
  answer.receipt.sources = snapshot.SourcesOf({schema->name});
  answer.tables = {std::move(rows), std::move(page)};
  return answer;
}

Result<Answer> Engine::Rejects() {
  TENON_ASSIGN(store::Snapshot snapshot, state_->OpenSnapshot());
  Answer answer = MakeAnswer("rejects", &snapshot);
  for (const std::string_view query : {"rejects_by_reason", "rejects"}) {
    TENON_ASSIGN(Table table, snapshot.Ask(query));
    table.name = query;
    answer.tables.push_back(std::move(table));
  }
  return answer;
}

Result<Answer> Engine::Load(std::string_view name, const std::vector<std::filesystem::path>& paths,
                            const GivenArguments& options, bool replace, const Job& job) {
  TENON_ASSIGN(const sources::Source* source, RequireSource(name));
  TENON_CHECK(sources::FindInputFiles(source->spec, paths));  // a wrong path leaves no new workspace behind
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kCreate));
  TENON_ASSIGN(store::LoadReport report,
               sources::LoadPaths(workspace, *source, paths, options,
                                  replace ? store::OnOverlap::kReplace : store::OnOverlap::kFail, job));
  Table load{.name = "load",
             .columns = {{"source", ValueType::kText, ""},
                         {"load", ValueType::kText, ""},
                         {"rows", ValueType::kInteger, ""},
                         {"rows_rejected", ValueType::kInteger, ""},
                         {"already_loaded", ValueType::kBoolean, ""}},
             .rows = {{std::string(name), report.id, report.rows, report.rows_rejected, report.already_loaded}}};
  Answer answer = MakeAnswer("load", nullptr);
  answer.receipt.arguments.Set("source", std::string(name));
  answer.receipt.warnings = std::move(report.notes);
  answer.tables = {std::move(load), std::move(report.tables), std::move(report.rejects)};
  std::ranges::move(report.findings, std::back_inserter(answer.tables));
  return answer;
}

Result<Answer> Engine::Snapshots() {
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kInspect));
  TENON_ASSIGN(Table snapshots, workspace.Snapshots());
  Answer answer = MakeAnswer("snapshots", nullptr);
  answer.tables.push_back(std::move(snapshots));
  return answer;
}

Result<std::string> Engine::CurrentSnapshot() const {
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kOpen));
  TENON_ASSIGN(const store::Manifest manifest, workspace.Current());
  return SnapshotName(manifest);
}

Result<Answer> Engine::Rollback(std::int64_t number) {
  TENON_ASSIGN(store::Workspace workspace, state_->OpenWorkspace(Mode::kInspect));
  // Listed before: an error after it is done would say that it is not.
  TENON_ASSIGN(Table snapshots, workspace.Snapshots());
  TENON_CHECK(workspace.Rollback(number));
  const auto current = static_cast<std::size_t>(snapshots.Find("current"));
  for (auto& row : snapshots.rows) row[current] = IntegerOr(row[0], 0) == number;
  Answer answer = MakeAnswer("snapshots", nullptr);
  answer.tables.push_back(std::move(snapshots));
  return answer;
}

Result<Answer> Engine::CollectGarbage(int keep) {
  TENON_ASSIGN(store::Workspace workspace, state_->OpenWorkspace(Mode::kOpen));
  TENON_ASSIGN(Table removed, workspace.CollectGarbage(keep));
  TENON_ASSIGN(const Table indexes, index::CollectIndexGarbage(workspace));
  TENON_ASSIGN(const Table models, index::CollectModelGarbage(workspace.folder()));
  for (const Table* more : {&indexes, &models}) {
    removed.rows.insert(removed.rows.end(), more->rows.begin(), more->rows.end());
  }
  Answer answer = MakeAnswer("gc", nullptr);
  answer.tables.push_back(std::move(removed));
  return answer;
}

Result<Answer> Engine::Doctor(const Job& job) {
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kInspect));
  TENON_ASSIGN(Table findings, workspace.Check(job));
  TENON_ASSIGN(const Table indexes, index::CheckIndexes(workspace, job));
  const Table models = index::CheckModels(workspace.folder());
  for (const Table* more : {&indexes, &models}) {
    findings.rows.insert(findings.rows.end(), more->rows.begin(), more->rows.end());
  }
  Answer answer = MakeAnswer("doctor", nullptr);
  answer.tables.push_back(std::move(findings));
  return answer;
}

Result<Answer> Engine::Models() {
  Answer answer = MakeAnswer("models", nullptr);
  answer.tables.push_back(index::ListModels(state_->options.workspace));
  return answer;
}

Result<Answer> Engine::AddModel(const std::filesystem::path& wheel) {
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kCreate));
  TENON_CHECK(index::AddModel(workspace.folder(), wheel));
  return Models();
}

Result<Answer> Engine::RemoveModel(std::string_view name) {
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kOpen));
  TENON_CHECK(index::RemoveModel(workspace.folder(), name));
  return Models();
}

Status Engine::Export(const std::filesystem::path& target) {
  TENON_ASSIGN(const store::Workspace workspace, state_->OpenWorkspace(Mode::kOpen));
  return workspace.Export(target);
}

Status Engine::Import(const std::filesystem::path& packed) {
  TENON_CHECK(store::Workspace::Import(packed, state_->options.workspace));
  return {};
}

}  // namespace tenon
