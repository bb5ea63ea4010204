#ifndef TENON_STORE_TEXT_FILE_H_
#define TENON_STORE_TEXT_FILE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tenon/error.h"

namespace tenon::store {

/// Errors  InvalidArgument: a folder, pipe or device, or nothing at all; InputOutput: no permission. Reads nothing.
Status CheckRegularFile(const std::filesystem::path& file);

/// The text of a file as UTF-8, whatever it is packed and encoded in, piece by piece: looks into archives (archive.h),
/// decompresses names ending in .gz, decodes, drops a byte order mark. A file that begins with that of UTF-8 is read as
/// UTF-8, whatever `encoding` says.
///
/// What it hands out is valid UTF-8 without NUL bytes. Errors name the line.
/// Errors      CorruptInput: bytes that are not of the encoding, a NUL byte, UTF-16, a .gz that is cut short, damaged
/// or
///             expands more than 400-fold (text rarely exceeds 30-fold; deflate ends at 1,032); InvalidArgument:
///             unknown encoding; InputOutput.
/// Complexity  one pass, constant memory.
class TextFile {
 public:
  /// `encoding`: UTF-8, GB18030 or ISO-8859-1, in any case; GBK and GB2312 are read as GB18030, which holds them.
  static Result<TextFile> Open(const std::filesystem::path& file, std::string_view encoding);
  TextFile(TextFile&&) noexcept;
  TextFile& operator=(TextFile&&) noexcept;
  ~TextFile();

  /// Writes up to `capacity` bytes, whole characters only; 0 at the end. REQUIRES: capacity >= 64.
  Result<std::size_t> Read(char* to, std::size_t capacity);
  /// Bytes of the file as it lies on the disk, or in its archive unpacked.
  std::uint64_t bytes_done() const;
  std::uint64_t bytes_total() const;

 private:
  struct State;
  explicit TextFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// How much of `text` is whole, valid UTF-8 characters other than NUL. What follows is at fault, unless it is the
/// beginning of a character (then `cut` is true).
struct ValidText {
  std::size_t size = 0;
  bool cut = false;
};
ValidText FindValidText(std::string_view text);

/// The first characters of a text: at most `bytes` bytes, no character cut in two.
std::string_view CutText(std::string_view text, std::size_t bytes);

}  // namespace tenon::store

#endif  // TENON_STORE_TEXT_FILE_H_
