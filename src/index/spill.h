#ifndef TENON_INDEX_SPILL_H_
#define TENON_INDEX_SPILL_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "graph/citation_graph.h"
#include "tenon/error.h"

namespace tenon::index {

/// Writes bytes to the end of a file through a buffer of a mebibyte.
class FileWriter {
 public:
  /// The file must not exist. Errors  InputOutput.
  static Result<FileWriter> Create(const std::filesystem::path& file);
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  ~FileWriter();

  Status Write(std::span<const std::byte> bytes);
  /// Overwrites what stands at `offset`. REQUIRES: it was written.
  Status WriteAt(std::uint64_t offset, std::span<const std::byte> bytes);
  Status Flush();
  std::uint64_t size() const { return written_ + buffer_.size(); }
  const std::filesystem::path& file() const { return file_; }

 private:
  FileWriter(int descriptor, std::filesystem::path file) : descriptor_(descriptor), file_(std::move(file)) {}
  int descriptor_ = -1;
  std::filesystem::path file_;
  std::vector<std::byte> buffer_;
  std::uint64_t written_ = 0;
};

/// Citations set aside on disk: written once, then read once from the beginning, in the same order.
class Spill {
 public:
  static Result<Spill> Create(const std::filesystem::path& file);
  Status Add(graph::Citation citation) {
    block_.push_back(citation);
    ++count_;
    return block_.size() < kBlock ? Status() : WriteBlock();
  }
  std::uint64_t count() const { return count_; }
  /// Hands out everything, block by block, and removes the file.
  Status Drain(const std::function<Status(std::span<const graph::Citation>)>& take);

 private:
  static constexpr std::size_t kBlock = 8192;
  explicit Spill(FileWriter writer) : writer_(std::move(writer)) { block_.reserve(kBlock); }
  Status WriteBlock();
  FileWriter writer_;
  std::vector<graph::Citation> block_;
  std::uint64_t count_ = 0;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_SPILL_H_
