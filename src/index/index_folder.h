#ifndef TENON_INDEX_INDEX_FOLDER_H_
#define TENON_INDEX_INDEX_FOLDER_H_

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/workspace.h"
#include "tenon/error.h"
#include "tenon/job.h"
#include "tenon/table.h"

/// The folder indexes/ of a workspace. Each index is a folder whose name is the hash of what it was made of; that text
/// stands in its file `made-of`: a first line with the kind of index, its options, and a line `file PATH SHA256` for
/// each table file.
namespace tenon::index {

inline constexpr const char* kIndexesFolder = "indexes";
inline constexpr const char* kCitationFile = "citation.graph";
inline constexpr const char* kTextFile = "text.index";
inline constexpr const char* kVectorFile = "vector.index";

/// First 32 hex digits of the SHA-256.
std::string IndexName(std::string_view made_of);

/// Makes indexes/<IndexName(made_of)>/ in one step: `fill` writes into a folder beside it, which then gets the name.
/// Where the index stands already, or appears meanwhile, that one is kept.
/// Returns     the folder. Killed anywhere, the index is whole or not there; a folder half filled is swept by gc.
Result<std::filesystem::path> ProvideIndex(const std::filesystem::path& workspace, std::string_view made_of,
                                           const std::function<Status(const std::filesystem::path&)>& fill);

/// As ProvideIndex, for an index that takes long: `fill` is also given a folder `parts` that outlives a stop or a crash
/// and goes when the index is whole, or with gc. Who comes while another process fills the same index gets parts of its
/// own.
Result<std::filesystem::path> ProvideIndexInParts(
    const std::filesystem::path& workspace, std::string_view made_of,
    const std::function<Status(const std::filesystem::path& folder, const std::filesystem::path& parts)>& fill);

/// Removes indexes that are damaged in name, that were made of files no snapshot has any more, and what killed
/// processes left half filled. Returns: file, bytes, as Workspace::CollectGarbage.
Result<Table> CollectIndexGarbage(const store::Workspace& workspace);

/// Checks every index, byte by byte. Returns: severity, file, finding, as Workspace::Check.
Result<Table> CheckIndexes(const store::Workspace& workspace, const Job& job = {});

}  // namespace tenon::index

#endif  // TENON_INDEX_INDEX_FOLDER_H_
