#ifndef TENON_INDEX_CITATION_FILE_H_
#define TENON_INDEX_CITATION_FILE_H_

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "graph/citation_graph.h"
#include "index/checksum.h"
#include "index/mapped_file.h"
#include "index/spill.h"
#include "tenon/error.h"

namespace tenon::index {

/// The file of a citation graph, version 1. All numbers little-endian; a header of 512 bytes, then seven sections, each
/// filled with zeros to a multiple of 64 bytes. Described for other programs in docs/index-format.md.
///
///   offset  bytes
///        0      8  "TENON-CG"
///        8      4  version, 1
///       12      4  0
///       16     32  name of the index folder: the hash of what the index was made of
///       48      8  nodes
///       56      8  records: nodes 0 .. records - 1 have a record of their own, the others are only cited or citing
///       64      8  arcs
///       72     56  counts of GraphTally, in its order
///      128    168  of each section: offset, bytes with filling, checksum (checksum.h)
///      296    208  0
///      504      8  checksum of the header with these eight bytes 0
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
inline constexpr std::size_t kNameLength = 32;

struct SectionPlace {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
};

struct CitationHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t zero = 0;
  std::array<char, kNameLength> made_of{};
  std::uint64_t nodes = 0;
  std::uint64_t records = 0;
  std::uint64_t arcs = 0;
  graph::GraphTally tally{};
  std::array<SectionPlace, kSections> sections{};
  std::array<std::byte, 208> unused{};
  std::uint64_t checksum = 0;
};
static_assert(sizeof(CitationHeader) == 512);

/// Writes the sections in their order, then the header.
class CitationFileWriter {
 public:
  static Result<CitationFileWriter> Create(const std::filesystem::path& file);
  /// Begins the next section. REQUIRES: called for each section, in order.
  Status Begin(Section section);
  template <class T>
  Status Write(std::span<const T> values) {
    return WriteBytes(std::as_bytes(values));
  }
  /// Ends the last section; sets magic, version, sections and checksum; puts everything on the disk.
  Status Finish(CitationHeader header);

 private:
  explicit CitationFileWriter(FileWriter writer) : writer_(std::move(writer)) {}
  Status WriteBytes(std::span<const std::byte> bytes);
  Status End();
  FileWriter writer_;
  std::array<SectionPlace, kSections> sections_{};
  std::optional<std::size_t> open_;
  Checksum checksum_;
  std::vector<std::byte> rest_;  // bytes not yet checksummed: less than 32
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
  graph::Node num_records() const { return static_cast<graph::Node>(header_.records); }
  const graph::GraphTally& tally() const { return header_.tally; }
  /// By number.
  std::span<const std::uint64_t> keys() const { return Entries<std::uint64_t>(Section::kKeys); }
  /// The node of a key, if it has one. Complexity  O(log nodes).
  std::optional<graph::Node> Find(std::uint64_t key) const;
  /// Beyond checksums: is it a citation graph, are the keys in order? Errors  CorruptInput.
  Status CheckContents() const;

 private:
  CitationFile(MappedFile mapped, const CitationHeader& header) : mapped_(std::move(mapped)), header_(header) {}
  std::span<const graph::Node> key_order() const { return Entries<graph::Node>(Section::kKeyOrder); }
  template <class T>
  std::span<const T> Entries(Section section) const;
  MappedFile mapped_;
  CitationHeader header_;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_CITATION_FILE_H_
