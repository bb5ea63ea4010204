#include "store/workspace.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "base/sha256.h"
#include "store/commit.h"
#include "store/layout.h"

namespace tenon::store {
namespace {

/// The path as it stands, so that changing the working folder later does not move the workspace.
Result<std::filesystem::path> Absolute(const std::filesystem::path& folder) {
  std::error_code error;
  auto path = std::filesystem::absolute(folder, error).lexically_normal();
  if (error || folder.empty()) return Fail(ErrorKind::kInvalidArgument, "name a folder", folder.string());
  if (!path.has_filename()) path = path.parent_path();
  return path;
}

/// What may stand in a folder that shall become a workspace: nothing, or what a killed Create left.
Status CheckFreeForWorkspace(const std::filesystem::path& folder) {
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != std::filesystem::end(entry);
       entry.increment(error)) {
    const std::filesystem::path& path = entry->path();
    const std::string name = path.filename().string();
    if (name == kLockFile || name == kStagingFolder || name == ManifestName(1) || IsTemporaryName(path)) continue;
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("is no workspace, and cannot become one because it holds other things, e.g. '{}'; name an empty "
                    "or a new folder",
                    name),
        folder.string());
  }
  if (error) return Fail(ErrorKind::kInputOutput, "cannot list this folder: " + error.message(), folder.string());
  return {};
}

Status CheckEmpty(const std::filesystem::path& folder) {
  std::error_code error;
  const auto status = std::filesystem::status(folder, error);
  if (!std::filesystem::exists(status)) return {};
  if (std::filesystem::is_directory(status) && std::filesystem::is_empty(folder, error) && !error) return {};
  return Fail(ErrorKind::kInvalidArgument, "is not an empty folder; name an empty or a new one", folder.string());
}

/// Copies a snapshot's files, then its manifest, then names it current: until that last step the copy is no workspace.
Status CopyInto(const std::filesystem::path& from, Manifest manifest, const std::filesystem::path& to) {
  std::error_code error;
  TENON_CHECK(MakeFolder(to));
  for (const TableFile& file : manifest.files) {
    TENON_CHECK(MakeFolder((to / file.path).parent_path()));
    std::filesystem::copy_file(from / file.path, to / file.path, error);
    if (error) {
      return Fail(ErrorKind::kInputOutput, "cannot copy it: " + error.message(), (from / file.path).string());
    }
    TENON_CHECK(VerifyFile(to, file));
    TENON_CHECK(SyncFile(to / file.path));
    TENON_CHECK(SyncFolder((to / file.path).parent_path()));
  }
  manifest.number = 1;
  const std::string text = WriteManifest(manifest);
  TENON_CHECK(WriteFileAtomically(to / manifest.Name(), text));
  return WriteFileAtomically(to / kCurrentFile, CurrentText(manifest.number));
}

Status CopySnapshot(const std::filesystem::path& from, const std::filesystem::path& to) {
  TENON_CHECK(CheckEmpty(to));
  TENON_ASSIGN(const std::int64_t number, ReadCurrent(from));
  TENON_ASSIGN(const HeldManifest held, HoldManifest(from, number));
  for (const TableFile& file : held.manifest.files) TENON_CHECK(VerifyFile(from, file));
  const auto copied = CopyInto(from, held.manifest, to);
  if (!copied) {
    std::error_code error;
    std::filesystem::remove_all(to, error);
  }
  return copied;
}

}  // namespace

Result<Workspace> Workspace::Open(const std::filesystem::path& folder, Mode mode, const DatabaseOptions& options) {
  TENON_ASSIGN(auto path, Absolute(folder));
  Workspace workspace(std::move(path), options);
  std::error_code error;
  if (mode == Mode::kCreate) {
    TENON_CHECK(workspace.Create());
  } else if (!std::filesystem::is_directory(workspace.folder_, error)) {
    return Fail(ErrorKind::kInvalidArgument, "is no workspace; `tenon -w FOLDER load ...` makes one", folder.string());
  }
  const auto current = workspace.Current();
  const bool damaged = !current && current.error().kind == ErrorKind::kCorruptInput;
  if (!current && !(mode == Mode::kInspect && damaged)) return std::unexpected(current.error());
  return workspace;
}

Status Workspace::Create() const {
  TENON_CHECK(MakeFolder(folder_));
  const auto is_absent = [this]() -> Result<bool> {
    const auto current = ReadCurrent(folder_);
    if (current || current.error().kind == ErrorKind::kCorruptInput) return false;  // what is damaged, Open tells
    if (current.error().kind == ErrorKind::kInvalidArgument) return true;
    return std::unexpected(current.error());
  };
  TENON_ASSIGN(bool absent, is_absent());
  if (!absent) return {};
  TENON_CHECK(CheckFreeForWorkspace(folder_));
  TENON_ASSIGN(const LoadLock lock, LoadLock::Acquire(*this, "making the workspace"));
  // Another process may have made it between the look and the lock.
  TENON_ASSIGN(absent, is_absent());
  if (absent) TENON_CHECK(Publish(*this, lock, {}, {}));
  return {};
}

Result<Manifest> Workspace::Current() const {
  TENON_ASSIGN(const std::int64_t number, ReadCurrent(folder_));
  return ReadManifestOf(folder_, number);
}

Result<Table> Workspace::Snapshots() const {
  Table table{"snapshots",
              {{"number", ValueType::kInteger, ""},
               {"name", ValueType::kText, ""},
               {"when", ValueType::kText, ""},
               {"loads", ValueType::kInteger, "1"},
               {"rows", ValueType::kInteger, "1"},
               {"bytes", ValueType::kInteger, "B"},
               {"current", ValueType::kBoolean, ""}},
              {}};
  TENON_ASSIGN(const auto numbers, ManifestNumbers(folder_));
  const auto current = ReadCurrent(folder_);
  for (const std::int64_t number : numbers) {
    const auto manifest = ReadManifestOf(folder_, number);
    if (!manifest) continue;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
    for (const TableFile& file : manifest->files) {
      rows += file.table == "reject" ? 0 : file.rows;
      bytes += file.bytes;
    }
    table.rows.push_back({number, manifest->Name(), manifest->time, static_cast<std::int64_t>(manifest->loads.size()),
                          rows, bytes, current && *current == number});
  }
  return table;
}

Status Workspace::Rollback(std::int64_t number) {
  TENON_ASSIGN(const auto numbers, ManifestNumbers(folder_));
  if (!std::ranges::binary_search(numbers, number)) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("there is no snapshot {}; there are {}", number, fmt::join(numbers, ", ")),
                folder_.string());
  }
  TENON_ASSIGN(const LoadLock lock, LoadLock::Acquire(*this, fmt::format("rollback to {}", number)));
  TENON_ASSIGN(const Manifest manifest, ReadManifestOf(folder_, number));
  for (const TableFile& file : manifest.files) TENON_CHECK(VerifyFile(folder_, file));
  return PointCurrentAt(*this, lock, manifest);
}

Result<Table> Workspace::CollectGarbage(int keep) {
  if (keep < 1) return Fail(ErrorKind::kInvalidArgument, fmt::format("keep is {}; at least 1 snapshot is kept", keep));
  TENON_ASSIGN(const LoadLock lock, LoadLock::Acquire(*this, "gc"));
  TENON_ASSIGN(const std::int64_t current, ReadCurrent(folder_));
  TENON_ASSIGN(const auto numbers, ManifestNumbers(folder_));

  std::vector<RemovedFile> removed = lock.swept();
  std::set<std::string> needed;
  std::vector<RemovedFile> manifests;
  std::vector<FileLock> closed;  // keeps new readers out until the manifest's name is gone
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::filesystem::path file = folder_ / ManifestName(numbers[i]);
    if (i + static_cast<std::size_t>(keep) < numbers.size() && numbers[i] != current) {
      TENON_ASSIGN(auto unread, FileLock::Try(file, FileLock::Mode::kExclusive, FileLock::Missing::kFail));
      if (unread) {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(file, error);
        manifests.push_back({ManifestName(numbers[i]), error ? 0 : static_cast<std::int64_t>(bytes)});
        closed.push_back(*std::move(unread));
        continue;
      }
    }
    TENON_ASSIGN(const Manifest manifest, ReadManifestOf(folder_, numbers[i]));
    for (const TableFile& entry : manifest.files) needed.insert(entry.path);
  }
  // Manifests first: killed in between, there are files without a manifest (swept later), never the reverse.
  TENON_CHECK(Remove(folder_, manifests));
  TENON_CHECK(SyncFolder(folder_));
  const auto files = FindLeftovers(folder_, needed);
  TENON_CHECK(Remove(folder_, files));

  removed.insert(removed.end(), manifests.begin(), manifests.end());
  removed.insert(removed.end(), files.begin(), files.end());
  Table table{"removed", {{"file", ValueType::kText, ""}, {"bytes", ValueType::kInteger, "B"}}, {}};
  for (const RemovedFile& file : removed) table.rows.push_back({file.path, file.bytes});
  return table;
}

Status Workspace::Export(const std::filesystem::path& target) const {
  TENON_ASSIGN(const auto path, Absolute(target));
  return CopySnapshot(folder_, path);
}

Result<Workspace> Workspace::Import(const std::filesystem::path& packed, const std::filesystem::path& folder,
                                    const DatabaseOptions& options) {
  TENON_ASSIGN(const auto from, Absolute(packed));
  TENON_ASSIGN(const auto to, Absolute(folder));
  TENON_CHECK(CopySnapshot(from, to));
  return Open(to, Mode::kOpen, options);
}

Status VerifyFile(const std::filesystem::path& folder, const TableFile& file) {
  const std::filesystem::path path = folder / file.path;
  const auto damaged = [&](std::string what) {
    return Fail(
        ErrorKind::kCorruptInput,
        fmt::format("{}. Nothing was read from it; `tenon rollback` goes back to a snapshot without it, or load '{}' "
                    "again with --replace",
                    what, file.source),
        path.string());
  };
  std::error_code error;
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error)))
    return damaged("this file is missing");
  const auto size = std::filesystem::file_size(path, error);
  if (error) return Fail(ErrorKind::kInputOutput, "cannot look at it: " + error.message(), path.string());
  if (static_cast<std::int64_t>(size) != file.bytes) {
    return damaged(fmt::format("this file is damaged: it has {} bytes and should have {}", size, file.bytes));
  }
  TENON_ASSIGN(const std::string sha256, Sha256OfFile(path));
  if (sha256 != file.sha256) return damaged("this file is damaged: its SHA-256 is not the one it was written with");
  return {};
}

}  // namespace tenon::store
