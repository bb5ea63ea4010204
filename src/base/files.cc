#include "base/files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace tenon {
namespace {

constexpr std::string_view kTemporarySuffix = ".tmp";

/// Closes on every way out.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  /// Some file systems report a failed write only here.
  int Close() { return ::close(std::exchange(value_, -1)); }

 private:
  int value_;
};

int OpenFile(const std::filesystem::path& file, int flags) {
  int descriptor;
  do {
    descriptor = ::open(file.c_str(), flags | O_CLOEXEC, 0666);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

Status WriteAll(int descriptor, std::string_view content, const std::filesystem::path& file) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return FailFromErrno("cannot write", file);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::string> ReadAll(int descriptor, std::uint64_t limit, const std::filesystem::path& file) {
  struct stat info = {};
  if (::fstat(descriptor, &info) != 0) return FailFromErrno("cannot read", file);
  if (!S_ISREG(info.st_mode)) {
    return Fail(ErrorKind::kInvalidArgument, "is no regular file", file.string());
  }
  const auto too_long = [&] {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("is longer than {} bytes", limit), file.string());
  };
  if (static_cast<std::uint64_t>(info.st_size) > limit) return too_long();
  std::string content;
  content.reserve(static_cast<std::size_t>(info.st_size) + 1);
  char block[1 << 16];
  std::uint64_t offset = 0;
  for (;;) {
    const ssize_t count = ::pread(descriptor, block, sizeof block, static_cast<off_t>(offset));
    if (count < 0) {
      if (errno == EINTR) continue;
      return FailFromErrno("cannot read", file);
    }
    if (count == 0) return content;
    offset += static_cast<std::uint64_t>(count);
    if (offset > limit) return too_long();
    content.append(block, static_cast<std::size_t>(count));
  }
}

Status Sync(const std::filesystem::path& path, int flags) {
  const Descriptor descriptor(OpenFile(path, O_RDONLY | flags));
  if (descriptor.get() < 0 || ::fsync(descriptor.get()) != 0) return FailFromErrno("cannot sync", path);
  return {};
}

std::filesystem::path FolderOf(const std::filesystem::path& file) {
  const auto folder = file.parent_path();
  return folder.empty() ? std::filesystem::path(".") : folder;
}

}  // namespace

std::unexpected<Error> FailFromErrno(std::string_view what, const std::filesystem::path& file) {
  const int code = errno;
  const std::string_view advice = code == ENOSPC || code == EDQUOT ? "; make room on that disk and try again" : "";
  return Fail(ErrorKind::kInputOutput, fmt::format("{}: {}{}", what, std::generic_category().message(code), advice),
              file.string());
}

Result<std::string> ReadWholeFile(const std::filesystem::path& file, std::uint64_t limit) {
  // O_NONBLOCK: opening a pipe that nobody writes must not hang; on regular files it has no effect.
  const Descriptor descriptor(OpenFile(file, O_RDONLY | O_NONBLOCK));
  if (descriptor.get() < 0) return FailFromErrno("cannot open", file);
  return ReadAll(descriptor.get(), limit, file);
}

bool IsTemporaryName(const std::filesystem::path& file) { return file.extension() == kTemporarySuffix; }

std::filesystem::path TemporaryNameFor(const std::filesystem::path& file) {
  static std::atomic<std::uint64_t> counter = 0;
  std::filesystem::path name = file;
  name += fmt::format(".{}-{}{}", ::getpid(), ++counter, kTemporarySuffix);
  return name;
}

Status WriteFileAtomically(const std::filesystem::path& given, std::string_view content) {
  std::error_code error;
  std::filesystem::path file = given;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::is_directory(status)) {
    return Fail(ErrorKind::kInputOutput, "cannot write: it is a folder; name a file", file.string());
  }
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    Descriptor descriptor(OpenFile(file, O_WRONLY));
    if (descriptor.get() < 0) return FailFromErrno("cannot open", file);
    return WriteAll(descriptor.get(), content, file);
  }
  // Through a link, the file it points to is replaced, not the link.
  if (std::filesystem::is_symlink(std::filesystem::symlink_status(file, error))) {
    file = std::filesystem::weakly_canonical(file, error);
    if (error) return Fail(ErrorKind::kInputOutput, "cannot follow this link: " + error.message(), given.string());
  }

  const std::filesystem::path temporary = TemporaryNameFor(file);
  Descriptor descriptor(OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL));
  if (descriptor.get() < 0) return FailFromErrno("cannot write", file);
  auto written = WriteAll(descriptor.get(), content, file);
  if (written && ::fsync(descriptor.get()) != 0) written = FailFromErrno("cannot sync", file);
  if (descriptor.Close() != 0 && written) written = FailFromErrno("cannot write", file);
  if (written) written = RenameFile(temporary, file);
  if (!written) {
    std::filesystem::remove(temporary, error);
    return written;
  }
  return SyncFolder(FolderOf(file));
}

Status SyncFile(const std::filesystem::path& file) { return Sync(file, 0); }

Status SyncFolder(const std::filesystem::path& folder) { return Sync(folder, O_DIRECTORY); }

Status RenameFile(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return FailFromErrno("cannot rename to it", to);
  return {};
}

Status MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return {};
  const std::filesystem::path above = FolderOf(folder);
  TENON_CHECK(MakeFolder(above));
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) return FailFromErrno("cannot make the folder", folder);
  if (!std::filesystem::is_directory(folder, error)) {
    return Fail(ErrorKind::kInputOutput, "cannot make the folder: a file has this name", folder.string());
  }
  return SyncFolder(above);
}

Result<std::optional<FileLock>> FileLock::Try(const std::filesystem::path& file, Mode mode, Missing missing) {
  const int flags = missing == Missing::kCreate ? O_RDWR | O_CREAT : O_RDONLY | O_NONBLOCK;
  for (;;) {
    FileLock lock(OpenFile(file, flags), file);
    if (lock.descriptor_ < 0) {
      if (missing == Missing::kFail && errno == ENOENT) return std::nullopt;
      return FailFromErrno("cannot open", file);
    }
    int locked;
    do {
      locked = ::flock(lock.descriptor_, (mode == Mode::kShared ? LOCK_SH : LOCK_EX) | LOCK_NB);
    } while (locked != 0 && errno == EINTR);
    if (locked != 0) {
      if (errno == EWOULDBLOCK) return std::nullopt;
      return FailFromErrno("cannot lock", file);
    }
    // Between open and flock the file may have been removed or replaced by the one who held it.
    struct stat held = {};
    struct stat named = {};
    if (::fstat(lock.descriptor_, &held) != 0) return FailFromErrno("cannot lock", file);
    if (::stat(file.c_str(), &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev) {
      return std::optional(std::move(lock));
    }
  }
}

FileLock::FileLock(FileLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), file_(std::move(other.file_)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(file_, other.file_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::string> FileLock::Read(std::uint64_t limit) const { return ReadAll(descriptor_, limit, file_); }

Status FileLock::Write(std::string_view content) {
  if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0) {
    return FailFromErrno("cannot write", file_);
  }
  return WriteAll(descriptor_, content, file_);
}

}  // namespace tenon
