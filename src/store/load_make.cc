#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/load_state.h"
#include "store/row_writer.h"

namespace tenon::store {
namespace {

/// The readers of the files of one MakeRows, and what they have come to.
struct Making {
  std::atomic<std::size_t> next = 0;
  std::atomic<std::uint64_t> bytes_done = 0;
  std::atomic<bool> stop = false;
  std::mutex mutex;
  std::condition_variable finished;
  std::size_t working = 0;
};

}  // namespace

Status Load::MakeRows(const std::vector<MadeTable>& tables, const std::vector<std::filesystem::path>& files,
                      const MakeRowsOfFile& make) {
  State& state = *state_;
  for (const MadeTable& table : tables) TENON_CHECK(state.database.Execute(CreateMadeTable(table)));
  double bytes_total = 0;
  for (const Input& input : state.inputs) bytes_total += static_cast<double>(input.entry.bytes);

  Making making;
  std::vector<RowsOfFile> made(files.size());
  std::vector<Status> ends(files.size());
  const auto read = [&](std::size_t i) -> Status {
    TENON_ASSIGN(RowWriters writers, RowWriters::Open(state.database, tables, static_cast<std::int64_t>(i)));
    made[i].file = files[i];
    made[i].tables = writers.tables();
    made[i].done = [&](std::uint64_t bytes) { making.bytes_done += bytes; };
    made[i].cancelled = [&] { return making.stop.load(); };
    TENON_CHECK(make(made[i]));
    return writers.Close();
  };
  const auto work = [&] {
    for (std::size_t i = making.next++; i < files.size() && !making.stop; i = making.next++) {
      ends[i] = read(i);
      if (!ends[i]) making.stop = true;
    }
    const std::lock_guard lock(making.mutex);
    --making.working;
    making.finished.notify_one();
  };
  const int asked = state.workspace.database_options().threads;
  const std::size_t threads = std::min<std::size_t>(
      files.size(), asked > 0 ? static_cast<std::size_t>(asked) : std::max(1U, std::thread::hardware_concurrency()));
  {
    making.working = threads;
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < threads; ++i) workers.emplace_back(work);
    std::unique_lock lock(making.mutex);
    while (!making.finished.wait_for(lock, std::chrono::milliseconds(100), [&] { return making.working == 0; })) {
      if (state.job.cancelled()) making.stop = true;
      if (state.job.report) {
        state.job.report(
            {state.request.source + ": reading", static_cast<double>(making.bytes_done), bytes_total, "bytes"});
      }
    }
  }
  for (const Status& end : ends) TENON_CHECK(end);
  if (state.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");

  std::int64_t records = 0;
  for (RowsOfFile& file : made) {
    state.sections.push_back({file.file, records});
    records += file.records;
    for (MadeReject& reject : file.rejects) {
      Reject(file.file, reject.record, std::move(reject.column), std::move(reject.found), std::move(reject.reason));
    }
  }
  return {};
}

Result<std::optional<RawFile>> Load::OpenMade(const std::string& table) {
  State& state = *state_;
  if (state.sections.empty()) return Fail(ErrorKind::kInternal, "no rows were made", table);
  TENON_ASSIGN(const Table described, state.Run("describe " + table, table, state.job));
  std::vector<std::string> columns;
  for (const auto& row : described.rows) {
    const std::string name = ToText(row[0]);
    if (name != "file" && name != "record") columns.push_back(name);
  }
  TENON_ASSIGN(const Table count, state.Run("select count(distinct (file, record)) from " + table, table, state.job));
  if (IntegerOr(count.rows[0][0], 0) == 0) return std::nullopt;

  TENON_ASSIGN(Raw * raw, state.Add(state.sections.front().path));
  std::string before;
  for (const Section& section : state.sections)
    before += fmt::format("{}{}", before.empty() ? "" : ", ", section.before);
  TENON_CHECK(state.database.Execute(fmt::format(
      "create temporary view {} as select record + ([{}]::bigint[])[file + 1] as record, * exclude (file, record) "
      "from {}",
      raw->relation, before, table)));
  raw->sections = state.sections;
  raw->records = IntegerOr(count.rows[0][0], 0);
  raw->records_repeat = true;
  TENON_ASSIGN(RawFile file, state.Finish(*raw, std::move(columns), {}));
  return file;
}

std::optional<std::string> Load::Loaded(std::string_view table) const {
  std::vector<std::filesystem::path> files;
  for (const TableFile& file : state_->current.files) {
    if (file.table == table && file.source == state_->request.source)
      files.push_back(state_->workspace.folder() / file.path);
  }
  if (files.empty()) return std::nullopt;
  return "read_parquet(" + ListOfFiles(files) + ")";
}

void Load::ReplaceWhole(std::string table) { state_->whole = std::move(table); }

}  // namespace tenon::store
