#ifndef TENON_STORE_LAYOUT_H_
#define TENON_STORE_LAYOUT_H_

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "store/commit.h"
#include "store/manifest.h"
#include "tenon/error.h"

/// Where things stand in the folder of a workspace (ARCHITECTURE.md, "The workspace").
namespace tenon::store {

inline constexpr const char* kCurrentFile = "CURRENT";
inline constexpr const char* kLockFile = "LOCK";
inline constexpr const char* kTablesFolder = "tables";
inline constexpr const char* kStagingFolder = "staging";

/// The text of CURRENT: the name of a manifest and one line end, or two where the name has an odd number of set bits.
/// So a flipped bit is seen even where it makes the name of another snapshot (digits lie one bit apart).
std::string CurrentText(std::int64_t number);
/// The number of the manifest CURRENT names.
/// Errors  InvalidArgument: no workspace; CorruptInput: CURRENT is damaged, or is missing beside manifests that hold
/// data.
Result<std::int64_t> ReadCurrent(const std::filesystem::path& folder);

/// The numbers of all manifests that stand in the folder, readable or not, ascending.
Result<std::vector<std::int64_t>> ManifestNumbers(const std::filesystem::path& folder);
Result<Manifest> ReadManifestOf(const std::filesystem::path& folder, std::int64_t number);
/// A manifest, and a shared lock on its file for as long as it is in use: gc leaves it alone.
struct HeldManifest {
  Manifest manifest;
  FileLock lock;
};
Result<HeldManifest> HoldManifest(const std::filesystem::path& folder, std::int64_t number);

/// What no manifest needs: staging/, half-written files, Parquet files below tables/ whose path is not in `needed`.
std::vector<RemovedFile> FindLeftovers(const std::filesystem::path& folder, const std::set<std::string>& needed);
/// Removes these, and folders below tables/ that are empty then.
/// Errors  InputOutput.
Status Remove(const std::filesystem::path& folder, const std::vector<RemovedFile>& files);

}  // namespace tenon::store

#endif  // TENON_STORE_LAYOUT_H_
