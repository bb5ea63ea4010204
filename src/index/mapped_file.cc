#include "index/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "base/files.h"

namespace tenon::index {

Result<MappedFile> MappedFile::Open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return FailFromErrno("cannot open", file);
  struct stat info = {};
  void* begin = nullptr;
  std::size_t size = 0;
  bool mapped = ::fstat(descriptor, &info) == 0;
  if (mapped && info.st_size > 0) {
    size = static_cast<std::size_t>(info.st_size);
    begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    mapped = begin != MAP_FAILED;
  }
  if (!mapped) {
    const auto failed = FailFromErrno("cannot map into memory", file);
    ::close(descriptor);
    return failed;
  }
  ::close(descriptor);
  return MappedFile(begin, size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : begin_(std::exchange(other.begin_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(begin_, other.begin_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (begin_ != nullptr) ::munmap(begin_, size_);
}

}  // namespace tenon::index
