#ifndef TENON_BASE_FILES_H_
#define TENON_BASE_FILES_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "tenon/error.h"

namespace tenon {

/// An InputOutput error from errno, naming what was tried; a full disk says what to do.
std::unexpected<Error> FailFromErrno(std::string_view what, const std::filesystem::path& file);

/// Errors  InvalidArgument: no regular file, or longer than `limit`; InputOutput.
Result<std::string> ReadWholeFile(const std::filesystem::path& file, std::uint64_t limit);

/// Writes beside the file, syncs, renames, syncs the folder: whoever reads sees the old content or the new, never part
/// of it, also after a power cut. A device or pipe is written as it is.
/// Errors  InputOutput; the old content then stands.
Status WriteFileAtomically(const std::filesystem::path& file, std::string_view content);

/// True for the names WriteFileAtomically uses while it writes; such a file is left only by a killed process.
bool IsTemporaryName(const std::filesystem::path& file);
/// A name beside `file` for which IsTemporaryName holds and which no other process or call uses.
std::filesystem::path TemporaryNameFor(const std::filesystem::path& file);

/// Puts a file's content, or a folder's entries, on the disk.
Status SyncFile(const std::filesystem::path& file);
Status SyncFolder(const std::filesystem::path& folder);
/// Renames within one file system; an existing `to` is replaced. The folders are not synced.
Status RenameFile(const std::filesystem::path& from, const std::filesystem::path& to);
/// Makes a folder and those above it, and syncs each folder that gained an entry.
Status MakeFolder(const std::filesystem::path& folder);

/// An open file with an advisory lock (flock). The lock ends with the object, or with the process, however it ends.
class FileLock {
 public:
  enum class Mode { kShared, kExclusive };
  enum class Missing { kFail, kCreate };

  /// Never waits. nullopt: somebody else holds it, or (kFail) the file does not exist.
  /// A lock is only ever held on the file that has this name: not on one that was removed meanwhile.
  static Result<std::optional<FileLock>> Try(const std::filesystem::path& file, Mode mode, Missing missing);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  /// Reads the locked file itself, whatever has its name now.
  Result<std::string> Read(std::uint64_t limit) const;
  /// Replaces its content. Not atomic: for notes to people.
  Status Write(std::string_view content);

 private:
  FileLock(int descriptor, std::filesystem::path file) : descriptor_(descriptor), file_(std::move(file)) {}
  int descriptor_ = -1;
  std::filesystem::path file_;
};

}  // namespace tenon

#endif  // TENON_BASE_FILES_H_
