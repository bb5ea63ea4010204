#include "index/section_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/files.h"

namespace tenon::index {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint64_t kAlignment = 64;

std::uint64_t HeaderChecksum(SectionHeader header) {
  header.checksum = 0;
  Checksum checksum;
  checksum.Update(std::as_bytes(std::span(&header, 1)));
  return checksum.Value();
}

std::uint64_t Filled(std::uint64_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

Result<SectionWriter> SectionWriter::Create(const std::filesystem::path& file) {
  TENON_ASSIGN(FileWriter writer, FileWriter::Create(file));
  const SectionHeader empty;
  TENON_CHECK(writer.Write(std::as_bytes(std::span(&empty, 1))));
  return SectionWriter(std::move(writer));
}

Status SectionWriter::Begin(std::size_t section) {
  if (open_) TENON_CHECK(End());
  open_ = section;
  sections_[section].offset = writer_.size();
  checksum_ = {};
  return {};
}

Status SectionWriter::WriteBytes(std::span<const std::byte> bytes) {
  TENON_CHECK(writer_.Write(bytes));
  if (!rest_.empty()) {
    const std::size_t missing = std::min(32 - rest_.size(), bytes.size());
    rest_.insert(rest_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(missing));
    bytes = bytes.subspan(missing);
    if (rest_.size() < 32) return {};
    checksum_.Update(rest_);
    rest_.clear();
  }
  const std::size_t whole = bytes.size() / 32 * 32;
  checksum_.Update(bytes.first(whole));
  rest_.assign(bytes.begin() + static_cast<std::ptrdiff_t>(whole), bytes.end());
  return {};
}

Status SectionWriter::End() {
  SectionPlace& place = sections_[*open_];
  const std::uint64_t length = writer_.size() - place.offset;
  TENON_CHECK(WriteBytes(std::vector<std::byte>(Filled(length) - length)));
  place.bytes = writer_.size() - place.offset;
  place.checksum = checksum_.Value();
  return {};
}

Status SectionWriter::Finish(const SectionFormat& format, std::string_view made_of,
                             const std::array<std::uint64_t, 10>& counts) {
  TENON_CHECK(End());
  SectionHeader header;
  header.magic = format.magic;
  header.version = format.version;
  std::ranges::copy(made_of.substr(0, kNameLength), header.made_of.begin());
  header.counts = counts;
  header.sections = sections_;
  header.checksum = HeaderChecksum(header);
  TENON_CHECK(writer_.Flush());
  TENON_CHECK(writer_.WriteAt(0, std::as_bytes(std::span(&header, 1))));
  return SyncFile(writer_.file());
}

std::unexpected<Error> SectionFile::Refused(std::string_view what) const {
  return Fail(ErrorKind::kCorruptInput, fmt::format("{}; {}", what, remedy_), file_.string());
}

Result<SectionFile> SectionFile::Open(const std::filesystem::path& file, const SectionFormat& format,
                                      std::string_view made_of) {
  TENON_ASSIGN(MappedFile mapped, MappedFile::Open(file));
  SectionFile result(file, format, std::move(mapped));
  const auto bytes = result.mapped_.bytes();
  SectionHeader& header = result.header_;
  if (bytes.size() < sizeof header) return result.Refused("is cut short: no room for a header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != format.magic) return result.Refused(fmt::format("is no {} of Tenon", format.what));
  if (header.version != format.version) {
    return result.Refused(fmt::format("is of version {}, this program reads {}", header.version, format.version));
  }
  if (header.checksum != HeaderChecksum(header)) {
    return result.Refused("is damaged: its header differs from its checksum");
  }
  if (made_of != std::string_view(header.made_of.data(), kNameLength)) {
    return result.Refused(fmt::format("was made of other data: its mark is {}, expected {}",
                                      std::string_view(header.made_of.data(), kNameLength), made_of));
  }
  std::uint64_t end = sizeof header;
  for (std::size_t i = 0; i < format.sections; ++i) {
    const SectionPlace& place = header.sections[i];
    if (place.offset != end || place.bytes != Filled(place.bytes) || place.bytes > bytes.size() - end) {
      return result.Refused(fmt::format("is cut short or damaged: section {} does not fit", i));
    }
    Checksum checksum;
    checksum.Update(bytes.subspan(place.offset, place.bytes));
    if (checksum.Value() != place.checksum) {
      return result.Refused(fmt::format("is damaged: section {} has changed", i));
    }
    end += place.bytes;
  }
  if (end != bytes.size()) return result.Refused("is longer than it should be");
  return result;
}

bool SectionFile::Holds(std::size_t section, std::uint64_t entries, std::uint64_t entry_size) const {
  // Counts so large that their bytes overflow are no counts of this file either.
  return entries <= mapped_.bytes().size() && header_.sections[section].bytes == Filled(entries * entry_size);
}

}  // namespace tenon::index
