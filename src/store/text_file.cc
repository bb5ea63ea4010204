#include "store/text_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include "base/files.h"
#include "store/archive.h"

namespace tenon::store {
namespace {

constexpr std::size_t kBlock = 1 << 18;
constexpr std::uint64_t kExpansionAlwaysAllowed = 16ULL << 20;
constexpr std::uint64_t kExpansionFold = 400;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// The bytes of a file, or of a member of an archive.
class FileBytes {
 public:
  explicit FileBytes(std::filesystem::path file) : file_(std::move(file)) {}
  ~FileBytes() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  Status Open() {
    if (const auto inside = SplitMemberPath(file_)) {
      TENON_ASSIGN(member_, MemberFile::Open(*inside));
      total = member_->member().bytes;
      return {};
    }
    TENON_CHECK(CheckRegularFile(file_));
    descriptor_ = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status = {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) return FailFromErrno("cannot read", file_);
    total = static_cast<std::uint64_t>(status.st_size);
    return {};
  }
  Result<std::size_t> Read(char* to, std::size_t capacity) {
    if (member_) {
      TENON_ASSIGN(const std::size_t got, member_->Read(to, capacity));
      done += got;
      return got;
    }
    for (;;) {
      const ssize_t got = ::read(descriptor_, to, capacity);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return FailFromErrno("cannot read", file_);
      done += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
  }

  /// Of what was read, what it takes on the disk, at most.
  std::uint64_t packed() const { return member_ ? std::min(done, member_->member().packed_bytes) : done; }

  std::uint64_t done = 0, total = 0;

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
  std::optional<MemberFile> member_;
};

/// The bytes inside a .gz (RFC 1952), which may hold several members.
class Inflater {
 public:
  explicit Inflater(FileBytes& packed) : packed_(packed), block_(kBlock) {}
  ~Inflater() {
    if (open_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Result<std::size_t> Read(char* to, std::size_t capacity) {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(capacity);
    while (stream_.avail_out == capacity) {
      if (stream_.avail_in == 0) {
        TENON_ASSIGN(const std::size_t got, packed_.Read(block_.data(), block_.size()));
        stream_.next_in = reinterpret_cast<Bytef*>(block_.data());
        stream_.avail_in = static_cast<uInt>(got);
        if (got == 0) {
          if (open_ || !any_member_) return Fail(ErrorKind::kCorruptInput, "the .gz file is cut short");
          return 0;
        }
      }
      if (!open_) {
        if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) return Fail(ErrorKind::kInternal, "zlib cannot start");
        open_ = any_member_ = true;
      }
      const int state = inflate(&stream_, Z_NO_FLUSH);
      if (state == Z_STREAM_END) {
        inflateEnd(&stream_);
        open_ = false;
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        return Fail(ErrorKind::kCorruptInput,
                    fmt::format("the .gz file is damaged near byte {}{}{}", packed_.done,
                                stream_.msg == nullptr ? "" : ": ", stream_.msg == nullptr ? "" : stream_.msg));
      }
    }
    const std::size_t made = capacity - stream_.avail_out;
    made_ += made;
    if (made_ > kExpansionAlwaysAllowed && made_ / kExpansionFold > packed_.packed()) {
      return Fail(
          ErrorKind::kCorruptInput,
          fmt::format("the .gz file expands more than {}-fold: unpack it yourself if you trust it", kExpansionFold));
    }
    return made;
  }

 private:
  FileBytes& packed_;
  std::vector<char> block_;
  z_stream stream_ = {};
  bool open_ = false, any_member_ = false;
  std::uint64_t made_ = 0;
};

std::string EncodingName(std::string_view encoding) {
  std::string name;
  for (const char c : encoding) {
    if (c != '-' && c != '_') name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (name == "UTF8") return "UTF-8";
  if (name == "GB18030" || name == "GBK" || name == "GB2312") return "GB18030";
  if (name == "ISO88591" || name == "LATIN1") return "ISO-8859-1";
  return "";
}

}  // namespace

struct TextFile::State {
  explicit State(const std::filesystem::path& path) : file(path), bytes(path) {}
  ~State() {
    if (converter != nullptr) ucnv_close(converter);
    if (utf8 != nullptr) ucnv_close(utf8);
  }

  std::filesystem::path file;
  FileBytes bytes;
  std::unique_ptr<Inflater> inflater;
  std::string encoding;
  UConverter* converter = nullptr;
  UConverter* utf8 = nullptr;
  std::string carried;    // the beginning of a character
  std::int64_t line = 1;  // of the next character handed out
  bool begun = false, ended = false;

  Result<std::size_t> ReadPacked(char* to, std::size_t capacity) {
    return inflater ? inflater->Read(to, capacity) : bytes.Read(to, capacity);
  }
  std::string Where(std::string_view before) const {
    return fmt::format("{}:{}", file.string(), line + std::count(before.begin(), before.end(), '\n'));
  }
  std::unexpected<Error> NotOfTheEncoding(std::string_view text, std::size_t at) const {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::string where = Where(text.substr(0, at));
    if (byte == 0) {
      return Fail(ErrorKind::kCorruptInput, "a NUL byte: this is no text file, or it is in UTF-16; save it as UTF-8",
                  where);
    }
    if (at == 1 && byte == 0x8B && text[0] == '\x1F') {
      return Fail(ErrorKind::kCorruptInput, "this is a gzip file; give it a name that ends in .gz", file.string());
    }
    return Fail(
        ErrorKind::kCorruptInput,
        fmt::format("byte 0x{:02X} is not {}; say what the encoding is (UTF-8, GB18030, ISO-8859-1), or mend the file",
                    byte, encoding),
        where);
  }

  Result<std::size_t> ReadUtf8(char* to, std::size_t capacity) {
    std::memcpy(to, carried.data(), carried.size());
    TENON_ASSIGN(const std::size_t got, ReadPacked(to + carried.size(), capacity - carried.size()));
    const std::string_view text(to, carried.size() + got);
    const ValidText valid = FindValidText(text);
    if (valid.size < text.size() && (!valid.cut || got == 0)) return NotOfTheEncoding(text, valid.size);
    carried = text.substr(valid.size);
    if (valid.size == 0 && got > 0) return ReadUtf8(to, capacity);
    return valid.size;
  }

  Result<std::size_t> Decode(char* to, std::size_t capacity) {
    // A byte of GB18030 or ISO-8859-1 becomes at most two of UTF-8, so the output always has room and the pivot is
    // empty after each call. The beginning of a character stays in the converter.
    std::vector<char> packed(capacity / 4);
    TENON_ASSIGN(const std::size_t got, ReadPacked(packed.data(), packed.size()));
    ended = got == 0;
    if (!begun && std::string_view(packed.data(), got).starts_with(kUtf8Mark)) {
      // The mark outweighs what the reader was told: somebody saved the file anew.
      ucnv_close(std::exchange(converter, nullptr));
      encoding = "UTF-8";
      carried.assign(packed.data(), got);
      return ReadUtf8(to, capacity);
    }
    const char* from = packed.data();
    char* out = to;
    UErrorCode error = U_ZERO_ERROR;
    UChar pivot[1024];
    UChar* pivot_from = pivot;
    UChar* pivot_to = pivot;
    ucnv_convertEx(utf8, converter, &out, to + capacity, &from, packed.data() + got, pivot, &pivot_from, &pivot_to,
                   pivot + 1024, false, ended, &error);
    const std::string_view text(to, static_cast<std::size_t>(out - to));
    if (U_FAILURE(error)) {
      return Fail(
          ErrorKind::kCorruptInput,
          fmt::format("bytes that are not {}; say what the encoding is (UTF-8, GB18030, ISO-8859-1), or mend the file",
                      encoding),
          Where(text));
    }
    if (const ValidText valid = FindValidText(text); valid.size < text.size())
      return NotOfTheEncoding(text, valid.size);
    if (text.empty() && !ended) return Decode(to, capacity);
    return text.size();
  }
};

TextFile::TextFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
TextFile::TextFile(TextFile&&) noexcept = default;
TextFile& TextFile::operator=(TextFile&&) noexcept = default;
TextFile::~TextFile() = default;
std::uint64_t TextFile::bytes_done() const { return state_->bytes.done; }
std::uint64_t TextFile::bytes_total() const { return state_->bytes.total; }

Result<TextFile> TextFile::Open(const std::filesystem::path& file, std::string_view encoding) {
  auto state = std::make_unique<State>(file);
  state->encoding = EncodingName(encoding);
  if (state->encoding.empty()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("encoding '{}' is not known: UTF-8, GB18030 and ISO-8859-1 are", encoding));
  }
  TENON_CHECK(state->bytes.Open());
  if (file.extension() == ".gz") state->inflater = std::make_unique<Inflater>(state->bytes);
  if (state->encoding != "UTF-8") {
    UErrorCode error = U_ZERO_ERROR;
    state->converter = ucnv_open(state->encoding.c_str(), &error);
    state->utf8 = ucnv_open("UTF-8", &error);
    ucnv_setToUCallBack(state->converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    if (U_FAILURE(error)) return Fail(ErrorKind::kInternal, fmt::format("ICU: {}", u_errorName(error)));
  }
  return TextFile(std::move(state));
}

Result<std::size_t> TextFile::Read(char* to, std::size_t capacity) {
  if (state_->ended) return 0;
  auto read = state_->converter == nullptr ? state_->ReadUtf8(to, capacity) : state_->Decode(to, capacity);
  if (!read) {
    if (read.error().where.empty()) read.error().where = state_->file.string();
    return read;
  }
  std::size_t size = *read;
  if (!std::exchange(state_->begun, true) && std::string_view(to, size).starts_with(kUtf8Mark)) {
    size -= kUtf8Mark.size();
    std::memmove(to, to + kUtf8Mark.size(), size);
    if (size == 0) return Read(to, capacity);
  }
  state_->line += std::count(to, to + size, '\n');
  return size;
}

Status CheckRegularFile(const std::filesystem::path& file) {
  struct stat status = {};
  if (::stat(file.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return Fail(ErrorKind::kInvalidArgument, "there is no such file", file.string());
    }
    return FailFromErrno("cannot look at", file);
  }
  if (S_ISDIR(status.st_mode))
    return Fail(ErrorKind::kInvalidArgument, "is a folder; a file is needed here", file.string());
  if (!S_ISREG(status.st_mode)) {
    return Fail(ErrorKind::kInvalidArgument,
                "is a pipe or device; only regular files are read, since they are read twice", file.string());
  }
  if (::access(file.c_str(), R_OK) != 0) return FailFromErrno("cannot read", file);
  return {};
}

ValidText FindValidText(std::string_view text) {
  const char* const begin = text.data();
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(begin[i]); };
  const std::size_t size = text.size();
  std::size_t i = 0;
  while (i < size) {
    // Eight characters of ASCII at a time: no high bit, and no high bit after subtracting 1 (which a NUL would set).
    while (i + 8 <= size) {
      std::uint64_t word = 0;
      std::memcpy(&word, begin + i, 8);
      if (((word | (word - 0x0101010101010101ULL)) & 0x8080808080808080ULL) != 0) break;
      i += 8;
    }
    if (i == size) break;
    const unsigned char lead = byte(i);
    if (lead == 0) return {i, false};
    if (lead < 0x80) {
      ++i;
      continue;
    }
    // RFC 3629, section 4: the second byte's range depends on the first.
    std::size_t length = 0;
    unsigned char low = 0x80, high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      length = 3;
      if (lead == 0xE0) low = 0xA0;
      if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      length = 4;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;
    } else {
      return {i, false};
    }
    for (std::size_t k = 1; k < length; ++k) {
      if (i + k == size) return {i, true};
      if (byte(i + k) < low || byte(i + k) > high) return {i, false};
      low = 0x80;
      high = 0xBF;
    }
    i += length;
  }
  return {size, false};
}

std::string_view CutText(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  return text.substr(0, FindValidText(text.substr(0, bytes)).size);
}

}  // namespace tenon::store
