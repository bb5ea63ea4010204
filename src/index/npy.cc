#include "index/npy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace tenon::index {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

/// What follows 'key': in the header's dictionary.
std::string_view ValueOf(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(fmt::format("'{}':", key));
  if (at == std::string_view::npos) return {};
  header.remove_prefix(at + key.size() + 3);
  header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
  return header;
}

std::uint32_t Size(std::string_view bytes) {
  std::uint32_t size = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  return size;
}

}  // namespace

Result<std::string_view> NpyCells(std::string_view file, std::string_view type, std::size_t rows, std::size_t columns) {
  if (file.size() < 12 || !file.starts_with(kMagic) || file[6] < 1 || file[6] > 3) {
    return Fail(ErrorKind::kCorruptInput, "is no NumPy array file of version 1 to 3");
  }
  const std::size_t size_bytes = file[6] == 1 ? 2 : 4;
  const std::size_t begin = 8 + size_bytes;
  const std::size_t size = Size(file.substr(8, size_bytes));
  if (size > file.size() - begin) return Fail(ErrorKind::kCorruptInput, "is cut short in its header");
  const std::string_view header = file.substr(begin, size);
  const std::string_view cells = file.substr(begin + size);

  const std::string wanted_type = fmt::format("'{}'", type);
  const std::string shape = rows == 1 ? fmt::format("({},)", columns) : fmt::format("({}, {})", rows, columns);
  if (!ValueOf(header, "descr").starts_with(wanted_type) || !ValueOf(header, "fortran_order").starts_with("False") ||
      !ValueOf(header, "shape").starts_with(shape)) {
    return Fail(ErrorKind::kSchemaMismatch, fmt::format("holds {}, and not cells of type {} by rows in the shape {}",
                                                        header.substr(0, 100), wanted_type, shape));
  }
  const std::size_t expected = rows * columns * static_cast<std::size_t>(type.back() - '0');
  if (cells.size() != expected) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("holds {} bytes of cells and should hold {}", cells.size(), expected));
  }
  return cells;
}

}  // namespace tenon::index
