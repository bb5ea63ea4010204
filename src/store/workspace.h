#ifndef TENON_STORE_WORKSPACE_H_
#define TENON_STORE_WORKSPACE_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/manifest.h"
#include "tenon/error.h"
#include "tenon/job.h"
#include "tenon/table.h"

namespace tenon::store {

/// A folder of Parquet tables in which nothing is changed in place (layout: ARCHITECTURE.md, "The workspace").
///
/// Threads     any number of processes may read; one may load. A reader keeps the snapshot it opened.
class Workspace {
 public:
  /// Opens an existing workspace, or (kCreate) makes an empty one.
  /// Errors  InvalidArgument: not a workspace; CorruptInput: CURRENT or its manifest is damaged, naming the file.
  enum class Mode { kOpen, kCreate };
  static Result<Workspace> Open(const std::filesystem::path& folder, Mode mode, const DatabaseOptions& options = {});

  const std::filesystem::path& folder() const { return folder_; }
  const DatabaseOptions& database_options() const { return options_; }

  /// The manifest CURRENT names now.
  Result<Manifest> Current() const;
  /// Every readable snapshot, oldest first: number, name, when, loads, rows, bytes, current.
  Result<Table> Snapshots() const;
  /// Points CURRENT at an older (or newer) snapshot.
  Status Rollback(std::int64_t number);
  /// Removes snapshots older than the newest `keep` (never the current one, nor one a reader holds open) and every file
  /// that no remaining snapshot needs. Returns: file, bytes.
  Result<Table> CollectGarbage(int keep);
  /// Checks every file that any snapshot names: presence, size, SHA-256, Parquet readable, row count.
  /// Returns: severity (error | leftover), file, finding.
  Result<Table> Check(const Job& job) const;
  /// Packs the current snapshot into one folder / reads one made by Export. Errors  InvalidArgument: target is not empty.
  Status Export(const std::filesystem::path& target) const;
  static Result<Workspace> Import(const std::filesystem::path& packed, const std::filesystem::path& folder);

 private:
  Workspace(std::filesystem::path folder, DatabaseOptions options) : folder_(std::move(folder)), options_(std::move(options)) {}
  std::filesystem::path folder_;
  DatabaseOptions options_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_WORKSPACE_H_
