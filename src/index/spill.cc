#include "index/spill.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <utility>

#include "base/files.h"

namespace tenon::index {
namespace {

constexpr std::size_t kBuffer = 1 << 20;

}  // namespace

Result<FileWriter> FileWriter::Create(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) return FailFromErrno("cannot write", file);
  return FileWriter(descriptor, file);
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      file_(std::move(other.file_)),
      buffer_(std::move(other.buffer_)),
      written_(other.written_) {}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status FileWriter::Write(std::span<const std::byte> bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  return buffer_.size() < kBuffer ? Status() : Flush();
}

Status FileWriter::Flush() {
  const std::uint64_t offset = written_;
  written_ += buffer_.size();
  const std::vector<std::byte> bytes = std::exchange(buffer_, {});
  return WriteAt(offset, bytes);
}

Status FileWriter::WriteAt(std::uint64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0) {
      if (errno == EINTR) continue;
      return FailFromErrno("cannot write", file_);
    }
    offset += static_cast<std::uint64_t>(count);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

Result<Spill> Spill::Create(const std::filesystem::path& file) {
  TENON_ASSIGN(FileWriter writer, FileWriter::Create(file));
  return Spill(std::move(writer));
}

Status Spill::WriteBlock() {
  TENON_CHECK(writer_.Write(std::as_bytes(std::span(block_))));
  block_.clear();
  return {};
}

Status Spill::Drain(const std::function<Status(std::span<const graph::Citation>)>& take) {
  TENON_CHECK(WriteBlock());
  TENON_CHECK(writer_.Flush());
  std::ifstream file(writer_.file(), std::ios::binary);
  std::vector<graph::Citation> block(1 << 16);
  for (std::uint64_t left = count_; left > 0;) {
    const std::size_t size = std::min<std::uint64_t>(left, block.size());
    file.read(reinterpret_cast<char*>(block.data()), static_cast<std::streamsize>(size * sizeof(graph::Citation)));
    if (!file) return FailFromErrno("cannot read again", writer_.file());
    TENON_CHECK(take(std::span(block).first(size)));
    left -= size;
  }
  std::error_code error;
  std::filesystem::remove(writer_.file(), error);
  return {};
}

}  // namespace tenon::index
