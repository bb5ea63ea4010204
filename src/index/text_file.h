#ifndef TENON_INDEX_TEXT_FILE_H_
#define TENON_INDEX_TEXT_FILE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "index/section_file.h"
#include "tenon/error.h"
#include "text/impact_index.h"
#include "text/term_table.h"

namespace tenon::index {

/// The file of a text index, version 1 (section_file.h; docs/index-format.md).
///
///   section           entry   entries
///   term, first       uint64  terms + 1       where each term begins in term names
///   term names        bytes                   UTF-8
///   term slots        uint32  a power of two  text/term_table.h
///   runs, first       uint64  terms + 1       runs of each term
///   runs              Run     runs            text/impact_index.h
///   stream            uint16
///   floors            Floor   terms
///   document, first   uint64  documents + 1
///   document ids      bytes                   source, tab, printed id; documents are in ascending order of these
enum class TextSection : std::uint8_t {
  kTermFirst,
  kTermNames,
  kTermSlots,
  kRunFirst,
  kRuns,
  kStream,
  kFloors,
  kDocumentFirst,
  kDocumentIds,
};
inline constexpr std::size_t kTextSections = 9;
inline constexpr SectionFormat kTextFormat = {{'T', 'E', 'N', 'O', 'N', '-', 'T', 'X'}, 1, "text index", kTextSections};

/// Counts of the header, in this order.
struct TextCounts {
  std::uint64_t documents = 0;
  std::uint64_t terms = 0;
  std::uint64_t name_bytes = 0;
  std::uint64_t slots = 0;
  std::uint64_t runs = 0;
  std::uint64_t stream = 0;
  std::uint64_t id_bytes = 0;
  std::uint64_t postings = 0;
  std::uint64_t without_text = 0;  ///< documents that hold no term
  std::uint64_t step_bits = 0;     ///< of ImpactIndex::step, a binary32
};

/// A text index on disk, mapped into memory.
///
/// Threads     any number may read.
class TextFile {
 public:
  /// Errors  as SectionFile::Open.
  static Result<TextFile> Open(const std::filesystem::path& file, std::string_view made_of);

  text::ImpactIndex index() const;
  text::TermNames terms() const;
  const TextCounts& counts() const { return counts_; }
  struct Key {
    std::string_view source, id;
  };
  Key KeyOf(text::Document document) const;
  /// Complexity  O(log documents).
  std::optional<text::Document> Find(std::string_view source, std::string_view id) const;
  /// Beyond checksums: is everything within its arrays and in order? Errors  CorruptInput.
  Status CheckContents() const;

 private:
  TextFile(SectionFile file, const TextCounts& counts) : file_(std::move(file)), counts_(counts) {}
  template <class T>
  std::span<const T> Entries(TextSection section, std::uint64_t entries) const {
    return file_.Entries<T>(static_cast<std::size_t>(section), entries);
  }
  std::string_view IdOf(text::Document document) const;
  SectionFile file_;
  TextCounts counts_;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_TEXT_FILE_H_
