#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "store/layout.h"
#include "store/schema.h"
#include "store/workspace.h"

namespace tenon::store {
namespace {

/// Can DuckDB read it, has it the columns of its table, and as many rows as the manifest says?
Status CheckParquet(Database& database, const std::filesystem::path& folder, const TableFile& file) {
  const std::string path = (folder / file.path).string();
  const auto damaged = [&](std::string what) { return Fail(ErrorKind::kCorruptInput, std::move(what), path); };
  const auto columns = database.Query("select name from parquet_schema($file)", {{"file", path}});
  if (!columns) return damaged("is no readable Parquet file: " + columns.error().message);
  if (const SchemaTable* table = FindTable(file.table)) {
    for (const SchemaColumn& column : table->columns) {
      const auto named = [&](const std::vector<Value>& row) { return TextOr(row[0]) == column.name; };
      if (column.required && std::ranges::none_of(columns->rows, named)) {
        return damaged(fmt::format("has no column '{}', which table '{}' needs", column.name, file.table));
      }
    }
  }
  const auto rows = database.Query("select num_rows from parquet_file_metadata($file)", {{"file", path}});
  if (!rows || rows->rows.size() != 1) return damaged("is no readable Parquet file");
  if (const auto found = IntegerOr(rows->rows[0][0], -1); found != file.rows) {
    return damaged(fmt::format("has {} rows and should have {}", found, file.rows));
  }
  return {};
}

}  // namespace

Result<Table> Workspace::Check(const Job& job) const {
  Table findings{
      "findings",
      {{"severity", ValueType::kText, ""}, {"file", ValueType::kText, ""}, {"finding", ValueType::kText, ""}},
      {}};
  const auto report = [&](const char* severity, std::string file, std::string finding) {
    findings.rows.push_back({severity, std::move(file), std::move(finding)});
  };
  const auto relative = [&](const Error& error) {
    const auto path = std::filesystem::path(error.where).lexically_relative(folder_);
    return path.empty() || path == "." ? error.where : path.generic_string();
  };

  const auto current = ReadCurrent(folder_);
  if (!current) report("error", kCurrentFile, current.error().message);
  TENON_ASSIGN(const auto numbers, ManifestNumbers(folder_));
  if (current && !std::ranges::binary_search(numbers, *current)) {
    report("error", kCurrentFile, fmt::format("names {}, which is missing", ManifestName(*current)));
  }

  std::vector<HeldManifest> held;  // so that gc removes nothing that is being checked
  std::map<std::string, TableFile> files;
  std::set<std::string> needed;
  bool all_read = true;
  double total = 0;
  for (const std::int64_t number : numbers) {
    auto manifest = HoldManifest(folder_, number);
    if (!manifest) {
      all_read = false;
      report("error", ManifestName(number), manifest.error().message);
      continue;
    }
    for (const TableFile& file : manifest->manifest.files) {
      const auto [known, added] = files.emplace(file.path, file);
      if (added) total += static_cast<double>(file.bytes);
      if (!added && known->second.sha256 != file.sha256) {
        report("error", ManifestName(number), fmt::format("and another manifest differ on {}", file.path));
      }
      needed.insert(file.path);
    }
    held.push_back(*std::move(manifest));
  }

  TENON_ASSIGN(Database database, Database::Open(options_));
  double done = 0;
  for (const auto& [path, file] : files) {
    if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    auto checked = VerifyFile(folder_, file);
    if (checked) checked = CheckParquet(database, folder_, file);
    if (!checked) report("error", relative(checked.error()), checked.error().message);
    done += static_cast<double>(file.bytes);
    job.report({"doctor", done, total, "bytes"});
  }
  for (const RemovedFile& file : FindLeftovers(folder_, needed)) {
    // A file may belong to the manifest that cannot be read.
    if (!all_read && file.path.starts_with(kTablesFolder)) continue;
    report("leftover", file.path,
           fmt::format("{} bytes that no snapshot needs; the next load or gc removes it", file.bytes));
  }
  return findings;
}

}  // namespace tenon::store
