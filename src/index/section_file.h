#ifndef TENON_INDEX_SECTION_FILE_H_
#define TENON_INDEX_SECTION_FILE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "index/checksum.h"
#include "index/mapped_file.h"
#include "index/spill.h"
#include "tenon/error.h"

namespace tenon::index {

inline constexpr std::size_t kNameLength = 32;
inline constexpr std::size_t kMostSections = 15;

struct SectionPlace {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
};

/// The header of every index file: 512 bytes, little-endian; sections follow, each filled with zeros to a multiple of
/// 64 bytes. Described for other programs in docs/index-format.md.
///
///   offset  bytes
///        0      8  magic, which says what kind of index it is
///        8      4  version of that kind
///       12      4  0
///       16     32  name of the index folder: the hash of what the index was made of
///       48     80  counts, as the kind says
///      128    360  of each section: offset, bytes with filling, checksum (checksum.h)
///      488     16  0
///      504      8  checksum of the header with these eight bytes 0
struct SectionHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t zero = 0;
  std::array<char, kNameLength> made_of{};
  std::array<std::uint64_t, 10> counts{};
  std::array<SectionPlace, kMostSections> sections{};
  std::array<std::byte, 16> unused{};
  std::uint64_t checksum = 0;
};
static_assert(sizeof(SectionHeader) == 512);

/// One kind of index file.
struct SectionFormat {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::string_view what;  ///< "citation graph", for messages
  std::size_t sections = 0;
  /// What to do about a file that cannot be used, for messages.
  std::string_view remedy = "remove the folder of this index, it is made anew when it is needed";
};

/// Writes the sections in their order, then the header.
class SectionWriter {
 public:
  static Result<SectionWriter> Create(const std::filesystem::path& file);
  /// Begins the next section. REQUIRES: called for each section, in order, from 0.
  Status Begin(std::size_t section);
  template <class T>
  Status Write(std::span<const T> values) {
    return WriteBytes(std::as_bytes(values));
  }
  /// Ends the last section and puts everything on the disk. REQUIRES: made_of has kNameLength characters.
  Status Finish(const SectionFormat& format, std::string_view made_of, const std::array<std::uint64_t, 10>& counts);

 private:
  explicit SectionWriter(FileWriter writer) : writer_(std::move(writer)) {}
  Status WriteBytes(std::span<const std::byte> bytes);
  Status End();
  FileWriter writer_;
  std::array<SectionPlace, kMostSections> sections_{};
  std::optional<std::size_t> open_;
  Checksum checksum_;
  std::vector<std::byte> rest_;  // bytes not yet checksummed: less than 32
};

/// An index file mapped into memory, every byte checked against its checksum.
///
/// Threads     any number may read.
class SectionFile {
 public:
  /// `made_of`: the name of the folder it must have been made for.
  /// Errors  CorruptInput: cut short, changed, of another version, another kind of file; InputOutput.
  static Result<SectionFile> Open(const std::filesystem::path& file, const SectionFormat& format,
                                  std::string_view made_of);

  std::uint64_t count(std::size_t i) const { return header_.counts[i]; }
  /// Whether section i has room for exactly so many bytes, filling apart.
  bool Holds(std::size_t section, std::uint64_t entries, std::uint64_t entry_size) const;
  /// The entries of a section. REQUIRES: Holds(section, entries, sizeof(T)).
  template <class T>
  std::span<const T> Entries(std::size_t section, std::uint64_t entries) const {
    const auto* begin = mapped_.bytes().data() + header_.sections[section].offset;
    return {reinterpret_cast<const T*>(begin), static_cast<std::size_t>(entries)};
  }
  /// A CorruptInput error that names the file and says what to do.
  std::unexpected<Error> Refused(std::string_view what) const;

 private:
  SectionFile(std::filesystem::path file, const SectionFormat& format, MappedFile mapped)
      : file_(std::move(file)), remedy_(format.remedy), mapped_(std::move(mapped)) {}
  std::filesystem::path file_;
  std::string_view remedy_;
  MappedFile mapped_;
  SectionHeader header_;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_SECTION_FILE_H_
