#include "index/citation_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/files.h"

namespace tenon::index {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::array<char, 8> kMagic = {'T', 'E', 'N', 'O', 'N', '-', 'C', 'G'};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint64_t kAlignment = 64;

std::uint64_t HeaderChecksum(CitationHeader header) {
  header.checksum = 0;
  Checksum checksum;
  checksum.Update(std::as_bytes(std::span(&header, 1)));
  return checksum.Value();
}

std::uint64_t EntriesOf(const CitationHeader& header, Section section) {
  switch (section) {
    case Section::kKeys:
    case Section::kTime:
    case Section::kKeyOrder:
      return header.nodes;
    case Section::kCitationEnds:
    case Section::kReferenceEnds:
      return header.arcs;
    case Section::kCitationFirst:
    case Section::kReferenceFirst:
      return header.nodes + 1;
  }
  return 0;
}

std::uint64_t EntrySize(Section section) {
  return section == Section::kKeys || section == Section::kCitationFirst || section == Section::kReferenceFirst ? 8 : 4;
}

std::uint64_t Filled(std::uint64_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

Result<CitationFileWriter> CitationFileWriter::Create(const std::filesystem::path& file) {
  TENON_ASSIGN(FileWriter writer, FileWriter::Create(file));
  const CitationHeader empty;
  TENON_CHECK(writer.Write(std::as_bytes(std::span(&empty, 1))));
  return CitationFileWriter(std::move(writer));
}

Status CitationFileWriter::Begin(Section section) {
  if (open_) TENON_CHECK(End());
  open_ = static_cast<std::size_t>(section);
  sections_[*open_].offset = writer_.size();
  checksum_ = {};
  return {};
}

Status CitationFileWriter::WriteBytes(std::span<const std::byte> bytes) {
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

Status CitationFileWriter::End() {
  SectionPlace& place = sections_[*open_];
  const std::uint64_t length = writer_.size() - place.offset;
  TENON_CHECK(WriteBytes(std::vector<std::byte>(Filled(length) - length)));
  place.bytes = writer_.size() - place.offset;
  place.checksum = checksum_.Value();
  return {};
}

Status CitationFileWriter::Finish(CitationHeader header) {
  TENON_CHECK(End());
  header.magic = kMagic;
  header.version = kVersion;
  header.sections = sections_;
  header.checksum = HeaderChecksum(header);
  TENON_CHECK(writer_.Flush());
  TENON_CHECK(writer_.WriteAt(0, std::as_bytes(std::span(&header, 1))));
  return SyncFile(writer_.file());
}

Result<CitationFile> CitationFile::Open(const std::filesystem::path& file, std::string_view made_of) {
  TENON_ASSIGN(MappedFile mapped, MappedFile::Open(file));
  const auto refused = [&](std::string_view what) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("{}; remove the folder of this index, it is made anew when it is needed", what),
                file.string());
  };
  const auto bytes = mapped.bytes();
  CitationHeader header;
  if (bytes.size() < sizeof header) return refused("is cut short: no room for a header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) return refused("is no citation graph of Tenon");
  if (header.version != kVersion) {
    return refused(fmt::format("is of version {}, this program reads {}", header.version, kVersion));
  }
  if (header.checksum != HeaderChecksum(header)) return refused("is damaged: its header differs from its checksum");
  if (made_of != std::string_view(header.made_of.data(), kNameLength)) {
    return refused(fmt::format("was made of other data: its mark is {}, expected {}",
                               std::string_view(header.made_of.data(), kNameLength), made_of));
  }
  std::uint64_t end = sizeof header;
  for (std::size_t i = 0; i < kSections; ++i) {
    const auto section = static_cast<Section>(i);
    const SectionPlace& place = header.sections[i];
    // Counts so large that their bytes overflow are no counts of this file either.
    if (EntriesOf(header, section) > bytes.size() || place.offset != end ||
        place.bytes != Filled(EntriesOf(header, section) * EntrySize(section)) || place.bytes > bytes.size() - end) {
      return refused(fmt::format("is cut short or damaged: section {} does not fit", i));
    }
    Checksum checksum;
    checksum.Update(bytes.subspan(place.offset, place.bytes));
    if (checksum.Value() != place.checksum) return refused(fmt::format("is damaged: section {} has changed", i));
    end += place.bytes;
  }
  if (end != bytes.size()) return refused("is longer than it should be");
  return CitationFile(std::move(mapped), header);
}

template <class T>
std::span<const T> CitationFile::Entries(Section section) const {
  const auto* begin = mapped_.bytes().data() + header_.sections[static_cast<std::size_t>(section)].offset;
  return {reinterpret_cast<const T*>(begin), static_cast<std::size_t>(EntriesOf(header_, section))};
}
// The header's own readers call these from other files.
template std::span<const std::uint64_t> CitationFile::Entries(Section) const;
template std::span<const graph::Node> CitationFile::Entries(Section) const;

graph::CitationGraph CitationFile::graph() const {
  return {{Entries<std::uint64_t>(Section::kReferenceFirst), Entries<graph::Node>(Section::kReferenceEnds)},
          {Entries<std::uint64_t>(Section::kCitationFirst), Entries<graph::Node>(Section::kCitationEnds)},
          Entries<graph::Time>(Section::kTime)};
}

std::optional<graph::Node> CitationFile::Find(std::uint64_t key) const {
  const auto order = key_order();
  const auto all = keys();
  const auto found = std::ranges::lower_bound(order, key, {}, [&](graph::Node node) { return all[node]; });
  if (found == order.end() || all[*found] != key) return std::nullopt;
  return *found;
}

Status CitationFile::CheckContents() const {
  const auto all = keys();
  const auto order = key_order();
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] >= all.size() || (i > 0 && all[order[i - 1]] >= all[order[i]])) {
      return Fail(ErrorKind::kCorruptInput, fmt::format("citation graph: key order is wrong at {}", i));
    }
  }
  if (header_.records > header_.nodes) return Fail(ErrorKind::kCorruptInput, "citation graph: more records than nodes");
  return graph::CheckCitationGraph(graph());
}

}  // namespace tenon::index
