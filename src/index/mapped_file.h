#ifndef TENON_INDEX_MAPPED_FILE_H_
#define TENON_INDEX_MAPPED_FILE_H_

#include <cstddef>
#include <filesystem>
#include <span>

#include "tenon/error.h"

namespace tenon::index {

/// A file as memory, read only. It stays readable where its name is removed meanwhile.
class MappedFile {
 public:
  /// Errors  InputOutput.
  static Result<MappedFile> Open(const std::filesystem::path& file);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(begin_), size_}; }

 private:
  MappedFile(void* begin, std::size_t size) : begin_(begin), size_(size) {}
  void* begin_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_MAPPED_FILE_H_
