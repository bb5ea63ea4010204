#include "index/text_file.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <limits>

namespace tenon::index {

Result<TextFile> TextFile::Open(const std::filesystem::path& file, std::string_view made_of) {
  TENON_ASSIGN(SectionFile sections, SectionFile::Open(file, kTextFormat, made_of));
  std::array<std::uint64_t, 10> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = sections.count(i);
  const auto counts = std::bit_cast<TextCounts>(numbers);
  struct Expected {
    std::uint64_t entries, size;
  };
  const std::array<Expected, kTextSections> expected = {{{counts.terms + 1, 8},
                                                         {counts.name_bytes, 1},
                                                         {counts.slots, 4},
                                                         {counts.terms + 1, 8},
                                                         {counts.runs, sizeof(text::Run)},
                                                         {counts.stream, 2},
                                                         {counts.terms, sizeof(text::Floor)},
                                                         {counts.documents + 1, 8},
                                                         {counts.id_bytes, 1}}};
  for (std::size_t i = 0; i < kTextSections; ++i) {
    if (!sections.Holds(i, expected[i].entries, expected[i].size)) {
      return sections.Refused(fmt::format("is cut short or damaged: section {} does not fit", i));
    }
  }
  if (counts.documents > std::numeric_limits<text::Document>::max() || counts.terms >= text::kNoTerm) {
    return sections.Refused("is damaged: more documents or terms than 32 bits count");
  }
  return TextFile(std::move(sections), counts);
}

text::ImpactIndex TextFile::index() const {
  return {static_cast<text::Document>(counts_.documents),
          std::bit_cast<float>(static_cast<std::uint32_t>(counts_.step_bits)),
          Entries<std::uint64_t>(TextSection::kRunFirst, counts_.terms + 1),
          Entries<text::Run>(TextSection::kRuns, counts_.runs),
          Entries<std::uint16_t>(TextSection::kStream, counts_.stream),
          Entries<text::Floor>(TextSection::kFloors, counts_.terms)};
}

text::TermNames TextFile::terms() const {
  return {Entries<std::uint64_t>(TextSection::kTermFirst, counts_.terms + 1),
          Entries<char>(TextSection::kTermNames, counts_.name_bytes),
          Entries<text::Term>(TextSection::kTermSlots, counts_.slots)};
}

std::string_view TextFile::IdOf(text::Document document) const {
  const auto first = Entries<std::uint64_t>(TextSection::kDocumentFirst, counts_.documents + 1);
  const auto ids = Entries<char>(TextSection::kDocumentIds, counts_.id_bytes);
  return {ids.data() + first[document], static_cast<std::size_t>(first[document + std::size_t{1}] - first[document])};
}

TextFile::Key TextFile::KeyOf(text::Document document) const {
  const std::string_view both = IdOf(document);
  const std::size_t tab = both.find('\t');
  return {both.substr(0, tab), both.substr(tab + 1)};
}

std::optional<text::Document> TextFile::Find(std::string_view source, std::string_view id) const {
  const std::string wanted = fmt::format("{}\t{}", source, id);
  text::Document low = 0, high = static_cast<text::Document>(counts_.documents);
  while (low < high) {
    const text::Document middle = low + (high - low) / 2;
    if (IdOf(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == counts_.documents || IdOf(low) != wanted) return std::nullopt;
  return low;
}

Status TextFile::CheckContents() const {
  const auto damaged = [](std::string_view what) {
    return Fail(ErrorKind::kCorruptInput, fmt::format("text index: {}", what));
  };
  if (!text::IsSound(terms())) return damaged("its terms are not in order");
  if (!text::IsSound(index())) return damaged("its postings are not in order");
  const auto first = Entries<std::uint64_t>(TextSection::kDocumentFirst, counts_.documents + 1);
  if (first.front() != 0 || first.back() != counts_.id_bytes) return damaged("its document ids are not in order");
  for (text::Document d = 0; d < counts_.documents; ++d) {
    if (first[d] > first[d + std::size_t{1}] || first[d + std::size_t{1}] > counts_.id_bytes ||
        !IdOf(d).contains('\t') || (d > 0 && IdOf(d - 1) >= IdOf(d))) {
      return damaged(fmt::format("its document ids are not in order at {}", d));
    }
  }
  return {};
}

}  // namespace tenon::index
