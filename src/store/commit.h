#ifndef TENON_STORE_COMMIT_H_
#define TENON_STORE_COMMIT_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "store/manifest.h"
#include "store/workspace.h"
#include "tenon/error.h"

namespace tenon::store {

/// A file or folder that was removed, and how large it was.
struct RemovedFile {
  std::string path;  ///< below the workspace
  std::int64_t bytes = 0;
};

/// The right to change a workspace: one at a time, over all processes. Taking it sweeps what killed processes left
/// (staging/, half-written files, table files that no snapshot names). Giving it back removes staging/.
class LoadLock {
 public:
  /// Never waits. `what` is for the one who finds the workspace locked, e.g. "load of oecd-btige".
  /// Errors  InvalidArgument: somebody else holds it (process, since when, what it does); InputOutput.
  static Result<LoadLock> Acquire(const Workspace& workspace, std::string_view what);
  LoadLock(LoadLock&& other) noexcept;
  LoadLock& operator=(LoadLock&&) = delete;
  ~LoadLock();

  /// Makes staging/<name>/, empty. It is on the same file system as the tables, so that files can be moved by renaming.
  Result<std::filesystem::path> Staging(std::string_view name) const;
  /// What Acquire swept.
  const std::vector<RemovedFile>& swept() const { return swept_; }

 private:
  LoadLock(FileLock lock, std::filesystem::path folder) : lock_(std::move(lock)), folder_(std::move(folder)) {}
  FileLock lock_;
  std::filesystem::path folder_;  ///< empty once moved from
  std::vector<RemovedFile> swept_;
};

/// A finished Parquet file in staging/ and what the manifest shall say of it. `entry.path` is left empty: Publish names
/// the file tables/<table>/<source>/<load>.parquet, with a number behind it where an older snapshot has that file.
struct StagedFile {
  std::filesystem::path staged;
  TableFile entry;
};

/// Makes `next` plus the staged files the current snapshot, in one atomic step: moves and syncs the files, writes
/// manifest-<highest + 1>.json, replaces CURRENT. `next` is the current manifest with loads added and files added or
/// taken out; its number, time and checksum are set here. Returns the manifest as written.
///
/// Killed anywhere, the workspace is as before or holds all of `next`.
/// REQUIRES    `lock` is held on `workspace`; staged files stand below its staging folder.
/// Errors      InputOutput (disk full, no permission); then everything written is removed and CURRENT is as it was.
Result<Manifest> Publish(const Workspace& workspace, const LoadLock& lock, Manifest next,
                         const std::vector<StagedFile>& staged);

/// Replaces CURRENT by the name of a manifest that stands in the workspace.
Status PointCurrentAt(const Workspace& workspace, const LoadLock& lock, const Manifest& manifest);

/// Now as "2026-03-01T12:00:00Z".
std::string NowUtc();

}  // namespace tenon::store

#endif  // TENON_STORE_COMMIT_H_
