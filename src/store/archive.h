#ifndef TENON_STORE_ARCHIVE_H_
#define TENON_STORE_ARCHIVE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/error.h"

namespace tenon::store {

// A file inside a zip archive is named by a path that goes on behind the archive's: data/BACI.zip/BACI_HS17_Y2020.csv.
// TextFile, and with it Load::OpenText, reads such a path like any other, without unpacking it to the disk; readers of
// other forms ask Load::OnDisk.

/// The two parts of such a path.
struct MemberPath {
  std::filesystem::path archive;
  std::string member;  ///< as ListArchive has it
};
/// nullopt: no part of the path before its last is a regular file whose name ends in .zip.
std::optional<MemberPath> SplitMemberPath(const std::filesystem::path& file);

/// The name ends in .zip, in any case of its letters.
bool IsArchiveName(std::string_view name);
/// A regular file with such a name.
bool IsArchive(const std::filesystem::path& file);

/// The file's name without its folder; of a member, with its archive's: "BACI.zip/BACI_HS17_Y2020.csv".
std::string NameOf(const std::filesystem::path& file);

struct ArchiveMember {
  std::string name;  ///< UTF-8, folders divided by '/'; a name that is not UTF-8 is read as GB18030, else as ISO-8859-1
  std::uint64_t bytes = 0;  ///< unpacked, as the archive says; reading holds it to that
  std::uint64_t packed_bytes = 0;
};

/// The files in an archive, in its order; without folders and what macOS adds (__MACOSX/).
/// Errors  CorruptInput: no zip archive, damaged or cut short; more than 50,000 members; a name that leaves the
/// archive
///         (absolute, "..") or stands twice; members that expand more than 400-fold, each or together; InputOutput.
Result<std::vector<ArchiveMember>> ListArchive(const std::filesystem::path& archive);

/// The bytes of one member, one pass.
/// Errors      as ListArchive; InvalidArgument: no such member; CorruptInput: it is encrypted, packed by a method that
///             cannot be read, an archive itself, longer or shorter than the archive says, its checksum is wrong.
class MemberFile {
 public:
  static Result<MemberFile> Open(const MemberPath& path);
  MemberFile(MemberFile&&) noexcept;
  MemberFile& operator=(MemberFile&&) noexcept;
  ~MemberFile();

  const ArchiveMember& member() const;
  /// 0 at the end.
  Result<std::size_t> Read(char* to, std::size_t capacity);

 private:
  struct State;
  explicit MemberFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Unpacks a member into a new file. Errors  as MemberFile; InputOutput: the disk has too little room, or refuses.
Status UnpackMember(const MemberPath& path, const std::filesystem::path& to);

}  // namespace tenon::store

#endif  // TENON_STORE_ARCHIVE_H_
