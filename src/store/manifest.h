#ifndef TENON_STORE_MANIFEST_H_
#define TENON_STORE_MANIFEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/error.h"

namespace tenon::store {

/// One Parquet file of one table.
struct TableFile {
  std::string table;
  std::string source;
  std::string load;  ///< id of the load that wrote it; stands in `loads`
  std::string path;  ///< below the workspace, e.g. "tables/trade/oecd-btige/3f2a....parquet"
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::string sha256;
};

struct InputFile {
  std::string name;  ///< file name without folders
  std::int64_t bytes = 0;
  std::string sha256;
};

/// One load, as it was asked for.
struct LoadRecord {
  std::string id;  ///< first 16 hex digits of the hash of source, options and file contents
  std::string source;
  std::string options;  ///< canonical text, "key=value" joined by '\n'
  std::string time;     ///< UTC, ISO 8601
  std::string licence;
  std::string credit;
  std::vector<InputFile> files;
  std::int64_t rows = 0;
  std::int64_t rows_rejected = 0;
};

/// The whole state of a workspace at one moment: which files are which table. One JSON file with its own checksum.
struct Manifest {
  std::int64_t number = 0;
  std::string time;
  std::string
      checksum;  ///< SHA-256 of the JSON text with this field empty; set by WriteManifest, checked by ReadManifest
  std::vector<LoadRecord> loads;
  std::vector<TableFile> files;

  std::string Name() const;  ///< "manifest-000007.json"
};

std::string ManifestName(std::int64_t number);

/// The one JSON text of a manifest; sets its checksum.
std::string WriteManifest(Manifest& manifest);
/// Accepts only what WriteManifest writes, byte by byte: so no changed bit, repeated key or unknown field passes.
/// Errors  CorruptInput: not JSON, a field missing or of the wrong type, wrong checksum, a path that leaves the
/// workspace.
Result<Manifest> ReadManifest(std::string_view json, const std::string& file);

/// A source's name as the name of a folder: letters, digits, '-', '_' and inner '.' stay, other bytes become %XX.
std::string FolderNameOf(std::string_view source);

}  // namespace tenon::store

#endif  // TENON_STORE_MANIFEST_H_
