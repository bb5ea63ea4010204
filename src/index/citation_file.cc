#include "index/citation_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

namespace tenon::index {
namespace {

constexpr SectionFormat kFormat = {{'T', 'E', 'N', 'O', 'N', '-', 'C', 'G'}, 1, "citation graph", kSections};

std::uint64_t EntriesOf(const CitationCounts& counts, Section section) {
  switch (section) {
    case Section::kKeys:
    case Section::kTime:
    case Section::kKeyOrder:
      return counts.nodes;
    case Section::kCitationEnds:
    case Section::kReferenceEnds:
      return counts.arcs;
    case Section::kCitationFirst:
    case Section::kReferenceFirst:
      return counts.nodes + 1;
  }
  return 0;
}

std::uint64_t EntrySize(Section section) {
  return section == Section::kKeys || section == Section::kCitationFirst || section == Section::kReferenceFirst ? 8 : 4;
}

}  // namespace

Result<CitationFileWriter> CitationFileWriter::Create(const std::filesystem::path& file) {
  TENON_ASSIGN(SectionWriter writer, SectionWriter::Create(file));
  return CitationFileWriter(std::move(writer));
}

Status CitationFileWriter::Finish(std::string_view made_of, const CitationCounts& counts) {
  return writer_.Finish(kFormat, made_of, std::bit_cast<std::array<std::uint64_t, 10>>(counts));
}

Result<CitationFile> CitationFile::Open(const std::filesystem::path& file, std::string_view made_of) {
  TENON_ASSIGN(SectionFile sections, SectionFile::Open(file, kFormat, made_of));
  std::array<std::uint64_t, 10> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = sections.count(i);
  const auto counts = std::bit_cast<CitationCounts>(numbers);
  for (std::size_t i = 0; i < kSections; ++i) {
    const auto section = static_cast<Section>(i);
    if (!sections.Holds(i, EntriesOf(counts, section), EntrySize(section))) {
      return sections.Refused(fmt::format("is cut short or damaged: section {} does not fit", i));
    }
  }
  return CitationFile(std::move(sections), counts);
}

template <class T>
std::span<const T> CitationFile::Entries(Section section) const {
  return file_.Entries<T>(static_cast<std::size_t>(section), EntriesOf(counts_, section));
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
  if (counts_.records > counts_.nodes) return Fail(ErrorKind::kCorruptInput, "citation graph: more records than nodes");
  return graph::CheckCitationGraph(graph());
}

}  // namespace tenon::index
