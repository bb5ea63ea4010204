#include "store/commit.h"

#include <fmt/chrono.h>
#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <set>
#include <system_error>

#include "store/layout.h"

namespace tenon::store {
namespace {

/// What no manifest names; nothing below tables/ while a manifest cannot be read, since it may need any file there.
std::vector<RemovedFile> Sweepable(const std::filesystem::path& folder) {
  std::set<std::string> needed;
  bool all_read = true;
  const auto numbers = ManifestNumbers(folder);
  for (const std::int64_t number : numbers ? *numbers : std::vector<std::int64_t>()) {
    const auto manifest = ReadManifestOf(folder, number);
    if (!manifest) {
      all_read = false;
      continue;
    }
    for (const TableFile& file : manifest->files) needed.insert(file.path);
  }
  auto leftovers = FindLeftovers(folder, needed);
  if (!numbers || !all_read) {
    std::erase_if(leftovers, [](const RemovedFile& file) { return file.path.starts_with(kTablesFolder); });
  }
  return leftovers;
}

/// Everything a commit has put into place so far; taken away again unless the commit succeeds.
class Undo {
 public:
  Undo() = default;
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    std::error_code error;
    for (const auto& file : files_) std::filesystem::remove(file, error);
  }
  void Add(std::filesystem::path file) { files_.push_back(std::move(file)); }
  void Keep() { files_.clear(); }

 private:
  std::vector<std::filesystem::path> files_;
};

/// A path for a table file that no older snapshot uses.
std::string FreePath(const std::filesystem::path& folder, const TableFile& entry) {
  const std::string stem =
      fmt::format("{}/{}/{}/{}", kTablesFolder, entry.table, FolderNameOf(entry.source), entry.load);
  std::string path = stem + ".parquet";
  std::error_code error;
  for (int count = 2; std::filesystem::exists(std::filesystem::symlink_status(folder / path, error)); ++count) {
    path = fmt::format("{}-{}.parquet", stem, count);
  }
  return path;
}

}  // namespace

std::string NowUtc() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

Result<LoadLock> LoadLock::Acquire(const Workspace& workspace, std::string_view what) {
  const std::filesystem::path& folder = workspace.folder();
  const std::filesystem::path file = folder / kLockFile;
  TENON_ASSIGN(auto lock, FileLock::Try(file, FileLock::Mode::kExclusive, FileLock::Missing::kCreate));
  if (!lock) {
    const auto holder = ReadWholeFile(file, 1 << 12);
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("this workspace is being changed by another process ({}); wait until it is done",
                            holder && !holder->empty() ? *holder : "it has just begun"),
                folder.string());
  }
  // Who holds the lock matters only to whoever meets it: on a full disk the note may be lost, not the work.
  if (!lock->Write(fmt::format("process {}, since {}: {}", ::getpid(), NowUtc(), what))) (void)lock->Write("");
  LoadLock held(*std::move(lock), folder);
  held.swept_ = Sweepable(folder);
  TENON_CHECK(Remove(folder, held.swept_));
  return held;
}

LoadLock::LoadLock(LoadLock&& other) noexcept
    : lock_(std::move(other.lock_)), folder_(std::exchange(other.folder_, {})), swept_(std::move(other.swept_)) {}

LoadLock::~LoadLock() {
  if (folder_.empty()) return;
  std::error_code error;
  std::filesystem::remove_all(folder_ / kStagingFolder, error);
}

Result<std::filesystem::path> LoadLock::Staging(std::string_view name) const {
  const std::filesystem::path staging = folder_ / kStagingFolder / FolderNameOf(name);
  std::error_code error;
  std::filesystem::remove_all(staging, error);
  TENON_CHECK(MakeFolder(staging));
  return staging;
}

Result<Manifest> Publish(const Workspace& workspace, const LoadLock& lock, Manifest next,
                         const std::vector<StagedFile>& staged) {
  const std::filesystem::path& folder = workspace.folder();
  TENON_ASSIGN(const auto numbers, ManifestNumbers(folder));
  Undo undo;
  std::set<std::filesystem::path> changed;
  for (const StagedFile& file : staged) {
    TableFile entry = file.entry;
    entry.path = FreePath(folder, entry);
    const std::filesystem::path target = folder / entry.path;
    TENON_CHECK(SyncFile(file.staged));
    TENON_CHECK(MakeFolder(target.parent_path()));
    TENON_CHECK(RenameFile(file.staged, target));
    undo.Add(target);
    changed.insert(target.parent_path());
    next.files.push_back(std::move(entry));
  }
  for (const auto& changed_folder : changed) TENON_CHECK(SyncFolder(changed_folder));

  next.number = numbers.empty() ? 1 : numbers.back() + 1;
  next.time = NowUtc();
  const std::string text = WriteManifest(next);
  const std::filesystem::path file = folder / next.Name();
  // What could not be read again must not become the current snapshot.
  if (const auto read = ReadManifest(text, file.string()); !read) {
    return Fail(ErrorKind::kInternal, "the new manifest would not be readable: " + read.error().message, file.string());
  }
  undo.Add(file);
  TENON_CHECK(WriteFileAtomically(file, text));
  const auto pointed = PointCurrentAt(workspace, lock, next);
  // Also where even going back failed: never take away what CURRENT names.
  if (const auto current = ReadCurrent(folder); pointed || (current && *current == next.number)) undo.Keep();
  if (!pointed) return std::unexpected(pointed.error());
  return next;
}

Status PointCurrentAt(const Workspace& workspace, const LoadLock&, const Manifest& manifest) {
  const std::filesystem::path file = workspace.folder() / kCurrentFile;
  const std::string text = CurrentText(manifest.number);
  const auto before = ReadWholeFile(file, 1 << 10);
  const auto written = WriteFileAtomically(file, text);
  if (written) return {};
  // The rename may have been done and only the last sync have failed. Then go back, so that an error means "as before".
  if (const auto now = ReadWholeFile(file, 1 << 10); now && *now == text && (!before || *before != text)) {
    std::error_code error;
    if (before) {
      (void)WriteFileAtomically(file, *before);
    } else {
      std::filesystem::remove(file, error);
    }
  }
  return written;
}

}  // namespace tenon::store
