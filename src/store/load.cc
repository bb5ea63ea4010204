#include "store/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "base/sha256.h"
#include "store/archive.h"
#include "store/load_state.h"

namespace tenon::store {
namespace {

/// Parts of fewer rows are put together into one file: readers open every file of a table.
constexpr std::int64_t kRowsOfOwnFile = 1'000'000;

Result<Input> Hash(const std::filesystem::path& path) {
  TENON_CHECK(CheckRegularFile(path));
  std::error_code error;
  Input input{path, {}, {path.filename().string(), 0, ""}, std::filesystem::last_write_time(path, error)};
  input.entry.bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
  if (error) return Fail(ErrorKind::kInputOutput, "cannot look at it: " + error.message(), path.string());
  TENON_ASSIGN(input.entry.sha256, Sha256OfFile(path));
  return input;
}

std::string OptionsText(const LoadRequest& request) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : request.options) lines.push_back(name + "=" + value);
  std::stable_sort(lines.begin(), lines.end());
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string LoadId(const LoadRequest& request, const std::vector<Input>& inputs) {
  std::vector<std::string> hashes;
  for (const Input& input : inputs) {
    std::vector<std::string> members = input.members;
    std::sort(members.begin(), members.end());
    hashes.push_back(input.entry.sha256);
    for (const std::string& member : members) hashes.back() += "/" + member;
  }
  std::sort(hashes.begin(), hashes.end());
  return Sha256Of(fmt::format("{}\n{}\n\n{}", request.source, OptionsText(request), fmt::join(hashes, "\n")))
      .substr(0, 16);
}

/// A load that lost rows to a later one is no longer in the snapshot as it was loaded: it may be loaded again.
bool HoldsWhole(const Manifest& manifest, const LoadRecord& load) {
  std::int64_t rows = 0;
  for (const TableFile& file : manifest.files) {
    if (file.load == load.id && file.source == load.source && file.table != "reject") rows += file.rows;
  }
  return rows == load.rows;
}

Table MadeRejects() {
  return {"made_reject",
          {{"file", ValueType::kText, ""},
           {"line", ValueType::kInteger, ""},
           {"column_name", ValueType::kText, ""},
           {"found", ValueType::kText, ""},
           {"reason", ValueType::kText, ""}},
          {}};
}

}  // namespace

Load::Load(std::unique_ptr<State> state) : state_(std::move(state)) {}
Load::Load(Load&&) noexcept = default;
Load& Load::operator=(Load&&) noexcept = default;
Load::~Load() = default;

Result<Load> Load::Begin(const Workspace& workspace, const LoadRequest& request, const Job& job) {
  std::map<std::filesystem::path, std::vector<std::string>> files;
  for (const auto& file : request.files) {
    const auto inside = SplitMemberPath(file);
    const std::filesystem::path& on_disk = inside ? inside->archive : file;
    TENON_CHECK(CheckRegularFile(on_disk));
    std::vector<std::string>& members = files[on_disk];
    if (inside) members.push_back(inside->member);
  }
  TENON_ASSIGN(LoadLock lock, LoadLock::Acquire(workspace, "load of " + request.source));
  TENON_ASSIGN(const std::filesystem::path staging, lock.Staging("load"));
  DatabaseOptions options = workspace.database_options();
  options.spill_folder = staging / "spill";
  TENON_ASSIGN(Database database, Database::Open(options));
  auto state = std::make_unique<State>(workspace, request, job, std::move(lock), std::move(database));
  state->staging = staging;
  state->made_rejects = MadeRejects();
  TENON_CHECK(state->ledger.AddTo(state->database));
  double done = 0;
  for (auto& [file, members] : files) {
    if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
    if (job.report) job.report({request.source + ": checksums", done++, static_cast<double>(files.size()), "files"});
    TENON_ASSIGN(Input input, Hash(file));
    input.members = std::move(members);
    state->inputs.push_back(std::move(input));
  }
  state->id = LoadId(request, state->inputs);
  TENON_ASSIGN(state->current, workspace.Current());
  const auto& loads = state->current.loads;
  state->already_loaded = std::any_of(loads.begin(), loads.end(), [&](const LoadRecord& load) {
    return load.id == state->id && load.source == request.source && HoldsWhole(state->current, load);
  });
  return Load(std::move(state));
}

bool Load::already_loaded() const { return state_->already_loaded; }

Status Load::Fill(const Filling& filling) { return state_->Fill(filling); }

Status Load::Provide(const Table& table) {
  if (!state_->provided.insert(table.name).second) {
    return Fail(ErrorKind::kInternal, fmt::format("a table {} was provided already", table.name),
                state_->request.source);
  }
  return state_->database.CreateTemporary(table);
}

Status Load::ProvideAnew(const Table& table) { return state_->database.CreateTemporary(table); }

Result<Table> Load::Ask(const std::string& sql) { return state_->Run(sql, state_->request.source, state_->job); }

void Load::Reject(const std::filesystem::path& file, std::int64_t line, std::string column, std::string found,
                  std::string reason) {
  const auto text = [](std::string value) { return value.empty() ? Value() : Value(std::move(value)); };
  found = CutText(found, 200);
  state_->made_rejects.rows.push_back({NameOf(file), line > 0 ? Value(line) : Value(), text(std::move(column)),
                                       text(std::move(found)), std::move(reason)});
}

void Load::Note(std::string sentence) { state_->notes.push_back(std::move(sentence)); }

void Load::Report(Table finding) {
  const auto same = std::ranges::find(state_->findings, finding.name, &Table::name);
  if (same == state_->findings.end()) {
    state_->findings.push_back(std::move(finding));
  } else {
    std::ranges::move(finding.rows, std::back_inserter(same->rows));
  }
}

Result<LoadReport> Load::Commit() { return state_->Commit(); }

Result<StagedFile> Load::State::Stage(const std::filesystem::path& file, std::string table, std::string load,
                                      std::int64_t rows) {
  StagedFile staged{file, {std::move(table), request.source, std::move(load), "", rows, 0, ""}};
  std::error_code error;
  staged.entry.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, error));
  if (error) return Fail(ErrorKind::kInputOutput, "cannot look at it: " + error.message(), file.string());
  TENON_ASSIGN(staged.entry.sha256, Sha256OfFile(file));
  return staged;
}

Result<LoadReport> Load::State::Commit() {
  LoadReport report;
  report.id = id;
  report.findings = std::move(findings);
  report.tables = {"filled", {{"table", ValueType::kText, ""}, {"rows", ValueType::kInteger, ""}}, {}};
  report.rejects = {"rejects",
                    {{"file", ValueType::kText, ""},
                     {"column", ValueType::kText, ""},
                     {"reason", ValueType::kText, ""},
                     {"rows", ValueType::kInteger, ""}},
                    {}};
  if (already_loaded) {
    report.already_loaded = true;
    for (const LoadRecord& load : current.loads) {
      if (load.id == id && load.source == request.source) report.rows_rejected = load.rows_rejected;
    }
    return report;
  }
  for (const auto& raw : raws) TENON_CHECK(WriteFaults(*raw, ""));

  Manifest next = current;
  std::vector<StagedFile> staged;
  for (const SchemaTable& table : Schema()) {
    const bool filled = std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.table == &table; });
    if (!filled && &ReplacedBy(table) == &table) continue;
    TENON_CHECK(MakeKeysUnique(table));
    TENON_CHECK(MeetOlderRows(table, next, staged));
    std::int64_t rows = 0;
    std::vector<std::filesystem::path> small;
    for (const Part& part : parts) {
      if (part.table != &table || part.rows == 0) continue;
      rows += part.rows;
      if (part.rows < kRowsOfOwnFile) {
        small.push_back(part.parquet);
      } else {
        TENON_ASSIGN(StagedFile file, Stage(part.parquet, table.name, id, part.rows));
        staged.push_back(std::move(file));
      }
    }
    if (!small.empty()) {
      Copied together{small[0], 0};
      TENON_ASSIGN(const Table count,
                   Run("select count(*) from read_parquet(" + ListOfFiles(small) + ")", table.name, job));
      together.rows = IntegerOr(count.rows[0][0], 0);
      if (small.size() > 1) {
        TENON_ASSIGN(together, Copy("select * from read_parquet(" + ListOfFiles(small) + ")", job));
      }
      TENON_ASSIGN(StagedFile file, Stage(together.file, table.name, id, together.rows));
      staged.push_back(std::move(file));
    }
    if (filled) report.tables.rows.push_back({table.name, rows});
    report.rows += rows;
  }

  if (!made_rejects.rows.empty()) {
    TENON_CHECK(database.CreateTemporary(made_rejects));
    TENON_ASSIGN(
        const Copied copied,
        Copy(fmt::format("select {} as source, {} as load, file, line, column_name, found, reason, null::varchar as "
                         "target from made_reject",
                         QuoteText(request.source), QuoteText(id)),
             job));
    reject_parts.push_back(copied.file);
  }
  if (!reject_parts.empty()) {
    const std::string all = "read_parquet(" + ListOfFiles(reject_parts) + ")";
    TENON_ASSIGN(const Copied copied, Copy("select * from " + all, job));
    TENON_ASSIGN(StagedFile file, Stage(copied.file, "reject", id, copied.rows));
    staged.push_back(std::move(file));
    report.rows_rejected = copied.rows;
    TENON_ASSIGN(
        Table reasons,
        Run(fmt::format("select file, column_name as \"column\", reason, count(*) as rows from {} group by all "
                        "order by rows desc, file, \"column\", reason",
                        all),
            request.source, job));
    report.rejects.rows = std::move(reasons.rows);
  }

  // Loads of which nothing is left are gone, their rejects too; the record of this very load is written anew.
  std::erase_if(next.loads, [&](const LoadRecord& load) {
    if (load.source != request.source) return false;
    const auto holds = [&](const TableFile& file) {
      return file.load == load.id && file.source == load.source && file.table != "reject";
    };
    return load.id == id ||
           (load.rows > 0 && std::none_of(next.files.begin(), next.files.end(), holds) &&
            std::none_of(staged.begin(), staged.end(), [&](const auto& file) { return holds(file.entry); }));
  });
  std::erase_if(next.files, [&](const TableFile& file) {
    return file.source == request.source && file.table == "reject" &&
           std::none_of(next.loads.begin(), next.loads.end(),
                        [&](const LoadRecord& load) { return load.id == file.load && load.source == file.source; });
  });
  LoadRecord record{id, request.source, OptionsText(request), NowUtc(), request.licence, request.credit,
                    {}, report.rows,    report.rows_rejected};
  for (const Input& input : inputs) {
    std::error_code error;
    if (std::filesystem::last_write_time(input.path, error) != input.changed || error ||
        static_cast<std::int64_t>(std::filesystem::file_size(input.path, error)) != input.entry.bytes) {
      return Fail(ErrorKind::kCorruptInput, "the file changed while it was being read: load it again",
                  input.path.string());
    }
    record.files.push_back(input.entry);
  }
  next.loads.push_back(std::move(record));
  if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
  TENON_CHECK(Publish(workspace, lock, std::move(next), staged));
  already_loaded = true;
  report.notes = notes;
  return report;
}

}  // namespace tenon::store
