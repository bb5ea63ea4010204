#ifndef TENON_INDEX_CITATION_FILE_H_
#define TENON_INDEX_CITATION_FILE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "graph/citation_graph.h"
#include "index/section_file.h"
#include "tenon/error.h"

namespace tenon::index {

/// The file of a citation graph, version 1 (section_file.h). Counts of the header: nodes; records (nodes 0 ..
/// records - 1 have a record of their own, the others are only cited or citing); arcs; those of GraphTally, in its
/// order.
///
///   section           entry   entries
///   keys              uint64  nodes       by number
///   time              int32   nodes       year or day; 2147483647: not known
///   key order         uint32  nodes       numbers in ascending order of their keys
///   citations, ends   uint32  arcs
///   citations, first  uint64  nodes + 1
///   references, ends  uint32  arcs
///   references, first uint64  nodes + 1
enum class Section : std::uint8_t {
  kKeys,
  kTime,
  kKeyOrder,
  kCitationEnds,
  kCitationFirst,
  kReferenceEnds,
  kReferenceFirst,
};
inline constexpr std::size_t kSections = 7;

struct CitationCounts {
  std::uint64_t nodes = 0;
  std::uint64_t records = 0;
  std::uint64_t arcs = 0;
  graph::GraphTally tally{};
};

/// Writes the sections in their order, then the header.
class CitationFileWriter {
 public:
  static Result<CitationFileWriter> Create(const std::filesystem::path& file);
  /// Begins the next section. REQUIRES: called for each section, in order.
  Status Begin(Section section) { return writer_.Begin(static_cast<std::size_t>(section)); }
  template <class T>
  Status Write(std::span<const T> values) {
    return writer_.Write(values);
  }
  /// Ends the last section and puts everything on the disk. `made_of`: the name of the index folder.
  Status Finish(std::string_view made_of, const CitationCounts& counts);

 private:
  explicit CitationFileWriter(SectionWriter writer) : writer_(std::move(writer)) {}
  SectionWriter writer_;
};

/// A citation graph on disk, mapped into memory.
///
/// Threads     any number may read.
class CitationFile {
 public:
  /// Every byte is checked against its checksum. `made_of`: the name of the folder it must have been made for.
  /// Errors  CorruptInput: cut short, changed, of another version, another file altogether; InputOutput.
  static Result<CitationFile> Open(const std::filesystem::path& file, std::string_view made_of);

  graph::CitationGraph graph() const;
  graph::Node num_records() const { return static_cast<graph::Node>(counts_.records); }
  const graph::GraphTally& tally() const { return counts_.tally; }
  /// By number.
  std::span<const std::uint64_t> keys() const { return Entries<std::uint64_t>(Section::kKeys); }
  /// The node of a key, if it has one. Complexity  O(log nodes).
  std::optional<graph::Node> Find(std::uint64_t key) const;
  /// Beyond checksums: is it a citation graph, are the keys in order? Errors  CorruptInput.
  Status CheckContents() const;

 private:
  CitationFile(SectionFile file, const CitationCounts& counts) : file_(std::move(file)), counts_(counts) {}
  std::span<const graph::Node> key_order() const { return Entries<graph::Node>(Section::kKeyOrder); }
  template <class T>
  std::span<const T> Entries(Section section) const;
  SectionFile file_;
  CitationCounts counts_;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_CITATION_FILE_H_
