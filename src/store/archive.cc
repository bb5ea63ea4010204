#include "store/archive.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>

#include "base/files.h"
#include "store/text_file.h"

namespace tenon::store {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMostMembers = 50'000;
constexpr std::uint64_t kExpansionAlwaysAllowed = 16ULL << 20;
constexpr std::uint64_t kExpansionFold = 400;
constexpr std::uint64_t kRoomLeft = 64ULL << 20;

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseMember {
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

Result<Archive> OpenArchive(const fs::path& file) {
  TENON_CHECK(CheckRegularFile(file));
  int code = 0;
  Archive archive(zip_open(file.c_str(), ZIP_RDONLY, &code));
  if (archive != nullptr) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string what = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (code == ZIP_ER_OPEN || code == ZIP_ER_READ || code == ZIP_ER_SEEK) {
    return Fail(ErrorKind::kInputOutput, "cannot be read: " + what, file.string());
  }
  return Fail(ErrorKind::kCorruptInput,
              fmt::format("not a whole zip archive ({}): cut short, damaged, or something else under this name", what),
              file.string());
}

/// The text in UTF-8; nullopt if its bytes are not of the encoding.
std::optional<std::string> Decoded(std::string_view bytes, const char* encoding) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &error), &ucnv_close);
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  std::string text(3 * bytes.size() + 1, '\0');
  const std::int32_t size =
      ucnv_toAlgorithmic(UCNV_UTF8, converter.get(), text.data(), static_cast<std::int32_t>(text.size()), bytes.data(),
                         static_cast<std::int32_t>(bytes.size()), &error);
  if (U_FAILURE(error)) return std::nullopt;
  text.resize(static_cast<std::size_t>(size));
  return text;
}

/// A member's name as a path inside the archive; the error's message is without its archive.
Result<std::string> MemberName(std::string_view raw) {
  std::optional<std::string> name;
  if (FindValidText(raw).size == raw.size()) name = raw;
  if (!name) name = Decoded(raw, "GB18030");
  if (!name) name = Decoded(raw, "ISO-8859-1");
  if (!name || std::ranges::any_of(*name, [](unsigned char c) { return c < 0x20 || c == 0x7F; })) {
    return Fail(ErrorKind::kCorruptInput, "a member's name holds control characters");
  }
  std::ranges::replace(*name, '\\', '/');  // archives made on Windows
  const fs::path path(*name);
  const bool leaves = path.is_absolute() || (name->size() > 1 && (*name)[1] == ':') ||
                      std::ranges::any_of(path, [](const fs::path& part) { return part == ".."; });
  if (leaves || name->empty()) {
    return Fail(ErrorKind::kCorruptInput, fmt::format("the member '{}' would leave the archive's folder: nothing of it "
                                                      "is read; unpack it yourself if you trust it",
                                                      CutText(*name, 200)));
  }
  return path.lexically_normal().generic_string();
}

bool ExpandsTooFar(std::uint64_t bytes, std::uint64_t packed) {
  return bytes > kExpansionAlwaysAllowed && bytes / kExpansionFold > packed;
}

struct Entry {
  ArchiveMember member;
  zip_uint64_t index = 0;
  bool encrypted = false;
};

Result<std::vector<Entry>> ListEntries(zip_t* archive, const fs::path& file) {
  const auto refuse = [&](std::string message) {
    return Fail(ErrorKind::kCorruptInput, std::move(message), file.string());
  };
  const std::int64_t count = zip_get_num_entries(archive, 0);
  if (count > kMostMembers) {
    return refuse(fmt::format("holds {} members; at most {} are allowed", count, kMostMembers));
  }
  std::error_code error;
  const std::uint64_t size = fs::file_size(file, error);
  if (error) return Fail(ErrorKind::kInputOutput, "cannot look at it: " + error.message(), file.string());
  std::vector<Entry> entries;
  std::set<std::string> names;
  std::uint64_t total = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    const auto index = static_cast<zip_uint64_t>(i);
    const char* raw = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
    if (raw == nullptr || zip_stat_index(archive, index, 0, &stat) != 0) {
      return refuse(fmt::format("member {} of the archive is damaged", i + 1));
    }
    auto name = MemberName(raw);
    if (!name) return refuse(name.error().message);
    if (name->ends_with('/') || name->starts_with("__MACOSX/")) continue;
    Entry entry{{*name, stat.size, stat.comp_size}, index, stat.encryption_method != ZIP_EM_NONE};
    if (ExpandsTooFar(entry.member.bytes, entry.member.packed_bytes)) {
      return refuse(fmt::format("the member '{}' expands more than {}-fold: unpack it yourself if you trust it",
                                CutText(*name, 200), kExpansionFold));
    }
    total += std::min(entry.member.bytes, UINT64_MAX - total);
    if (!names.insert(*name).second) {
      return refuse(
          fmt::format("the member '{}' stands twice: unpack the archive yourself, and choose", CutText(*name, 200)));
    }
    entries.push_back(std::move(entry));
  }
  // Members may share their packed bytes: each expands little, all together without bounds.
  if (ExpandsTooFar(total, size)) {
    return refuse(fmt::format("its members together expand more than {}-fold: unpack it yourself if you trust it",
                              kExpansionFold));
  }
  return entries;
}

}  // namespace

bool IsArchiveName(std::string_view name) {
  if (name.size() < 4) return false;
  const std::string_view ending = name.substr(name.size() - 4);
  return ending[0] == '.' && (ending[1] | 0x20) == 'z' && (ending[2] | 0x20) == 'i' && (ending[3] | 0x20) == 'p';
}

bool IsArchive(const fs::path& file) {
  std::error_code ignored;
  return IsArchiveName(file.native()) && fs::is_regular_file(file, ignored);
}

std::optional<MemberPath> SplitMemberPath(const fs::path& file) {
  for (fs::path above = file.parent_path(); above.has_relative_path(); above = above.parent_path()) {
    if (IsArchive(above)) return MemberPath{above, file.lexically_relative(above).generic_string()};
  }
  return std::nullopt;
}

std::string NameOf(const fs::path& file) {
  const auto inside = SplitMemberPath(file);
  return inside ? (inside->archive.filename() / inside->member).string() : file.filename().string();
}

Result<std::vector<ArchiveMember>> ListArchive(const fs::path& file) {
  TENON_ASSIGN(const Archive archive, OpenArchive(file));
  TENON_ASSIGN(std::vector<Entry> entries, ListEntries(archive.get(), file));
  std::vector<ArchiveMember> members;
  for (Entry& entry : entries) members.push_back(std::move(entry.member));
  return members;
}

struct MemberFile::State {
  std::string where;
  Archive archive;
  ArchiveMember member;
  std::unique_ptr<zip_file_t, CloseMember> file;
  std::uint64_t done = 0;
};

MemberFile::MemberFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
MemberFile::MemberFile(MemberFile&&) noexcept = default;
MemberFile& MemberFile::operator=(MemberFile&&) noexcept = default;
MemberFile::~MemberFile() = default;
const ArchiveMember& MemberFile::member() const { return state_->member; }

Result<MemberFile> MemberFile::Open(const MemberPath& path) {
  auto state = std::make_unique<State>();
  state->where = (path.archive / path.member).string();
  TENON_ASSIGN(state->archive, OpenArchive(path.archive));
  TENON_ASSIGN(std::vector<Entry> entries, ListEntries(state->archive.get(), path.archive));
  const auto found = std::ranges::find_if(entries, [&](const Entry& e) { return e.member.name == path.member; });
  if (found == entries.end()) {
    return Fail(ErrorKind::kInvalidArgument, "the archive holds no such member", state->where);
  }
  if (IsArchiveName(path.member)) {
    return Fail(ErrorKind::kCorruptInput, "an archive inside an archive: unpack the outer one first", state->where);
  }
  if (found->encrypted) {
    return Fail(ErrorKind::kCorruptInput, "is encrypted: unpack it with its password first", state->where);
  }
  state->member = std::move(found->member);
  state->file.reset(zip_fopen_index(state->archive.get(), found->index, 0));
  if (state->file == nullptr) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("cannot be unpacked ({}): damaged, or packed by a method other than deflate",
                            zip_error_strerror(zip_get_error(state->archive.get()))),
                state->where);
  }
  return MemberFile(std::move(state));
}

Result<std::size_t> MemberFile::Read(char* to, std::size_t capacity) {
  State& state = *state_;
  const zip_int64_t got = zip_fread(state.file.get(), to, capacity);
  if (got < 0) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("damaged in the archive near its byte {} ({})", state.done,
                            zip_error_strerror(zip_file_get_error(state.file.get()))),
                state.where);
  }
  state.done += static_cast<std::uint64_t>(got);
  if (state.done > state.member.bytes || (got == 0 && capacity > 0 && state.done < state.member.bytes)) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("is {} than the {} bytes the archive says: the archive is damaged",
                            got == 0 ? "shorter" : "longer", state.member.bytes),
                state.where);
  }
  return static_cast<std::size_t>(got);
}

Status UnpackMember(const MemberPath& path, const fs::path& to) {
  TENON_ASSIGN(MemberFile member, MemberFile::Open(path));
  std::error_code error;
  const fs::space_info space = fs::space(to.parent_path(), error);
  if (!error && space.available < member.member().bytes + kRoomLeft) {
    return Fail(ErrorKind::kInputOutput,
                fmt::format("unpacking it takes {} MB of disk, and {} MB are free in {}", member.member().bytes >> 20,
                            space.available >> 20, to.parent_path().string()),
                (path.archive / path.member).string());
  }
  const int descriptor = ::open(to.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) return FailFromErrno("cannot make", to);
  const auto copy = [&]() -> Status {
    std::vector<char> block(1 << 18);
    for (;;) {
      TENON_ASSIGN(const std::size_t got, member.Read(block.data(), block.size()));
      if (got == 0) return {};
      for (std::size_t written = 0; written < got;) {
        const ssize_t put = ::write(descriptor, block.data() + written, got - written);
        if (put < 0 && errno != EINTR) return FailFromErrno("cannot write", to);
        written += put < 0 ? 0 : static_cast<std::size_t>(put);
      }
    }
  };
  const Status copied = copy();
  ::close(descriptor);
  return copied;
}

}  // namespace tenon::store
