#ifndef TENON_STORE_WORKSPACE_H_
#define TENON_STORE_WORKSPACE_H_

#include <cstdint>
#include <filesystem>
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
  enum class Mode {
    kOpen,     ///< an existing workspace whose current snapshot can be read
    kCreate,   ///< the same; where the folder is absent or empty, an empty workspace is made
    kInspect,  ///< also a damaged one: for Snapshots, Rollback and Check
  };
  /// Errors  InvalidArgument: not a workspace; CorruptInput: CURRENT or its manifest is damaged, naming the file.
  static Result<Workspace> Open(const std::filesystem::path& folder, Mode mode, const DatabaseOptions& options = {});

  const std::filesystem::path& folder() const { return folder_; }
  const DatabaseOptions& database_options() const { return options_; }

  /// The manifest CURRENT names now.
  Result<Manifest> Current() const;
  /// Every readable snapshot, oldest first: number, name, when, loads, rows (without rejects), bytes, current.
  Result<Table> Snapshots() const;
  /// Points CURRENT at an older (or newer) snapshot, also where CURRENT is damaged.
  /// Errors  InvalidArgument: no such snapshot (those there are); CorruptInput: it, or a file it needs, is damaged.
  Status Rollback(std::int64_t number);
  /// Removes snapshots older than the newest `keep` (never the current one, nor one a reader holds open) and every file
  /// that no remaining snapshot needs. Returns: file, bytes.
  /// Errors  InvalidArgument: keep < 1; CorruptInput: a manifest that would stay cannot be read.
  Result<Table> CollectGarbage(int keep);
  /// Checks every file that any snapshot names: presence, size, SHA-256, Parquet readable, columns, row count.
  /// Returns: severity (error | leftover), file, finding. No row: all is well.
  Result<Table> Check(const Job& job = {}) const;
  /// Copies the current snapshot, checked, into a folder that is then a workspace of its own with this one snapshot.
  /// Errors  InvalidArgument: target is not empty; CorruptInput: a file is damaged. Nothing is left behind then.
  Status Export(const std::filesystem::path& target) const;
  /// Makes a workspace from a folder made by Export: the same copy the other way. Errors  as Export.
  static Result<Workspace> Import(const std::filesystem::path& packed, const std::filesystem::path& folder,
                                  const DatabaseOptions& options = {});

 private:
  Workspace(std::filesystem::path folder, DatabaseOptions options)
      : folder_(std::move(folder)), options_(std::move(options)) {}
  /// Makes the empty first snapshot unless there is one.
  Status Create() const;

  std::filesystem::path folder_;
  DatabaseOptions options_;
};

/// Size and SHA-256 of a table file against its manifest entry.
/// Errors  CorruptInput naming the file: missing, cut short, changed; InputOutput.
Status VerifyFile(const std::filesystem::path& folder, const TableFile& file);

}  // namespace tenon::store

#endif  // TENON_STORE_WORKSPACE_H_
