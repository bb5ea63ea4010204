#include "index/index_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>

#include "base/files.h"
#include "base/sha256.h"
#include "index/citation_file.h"
#include "index/text_file.h"
#include "index/vector_index.h"
#include "store/layout.h"

namespace tenon::index {
namespace {

constexpr const char* kMadeOf = "made-of";
constexpr const char* kLock = "LOCK";
constexpr const char* kParts = ".parts";  // behind the name of the index
constexpr std::uint64_t kLongestMadeOf = 64ULL << 20;

/// Removed with everything in it unless it was renamed meanwhile.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  const std::filesystem::path& path() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

std::vector<std::filesystem::path> EntriesOf(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> entries;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != std::filesystem::end(entry);
       entry.increment(error)) {
    entries.push_back(entry->path());
  }
  std::ranges::sort(entries);
  return entries;
}

/// The text an index folder was made of, if it has one that makes its name.
std::optional<std::string> MadeOf(const std::filesystem::path& folder) {
  const auto text = ReadWholeFile(folder / kMadeOf, kLongestMadeOf);
  if (!text || IndexName(*text) != folder.filename().string()) return std::nullopt;
  return *text;
}

bool HasAllFiles(const std::string& made_of, const std::set<std::string>& files) {
  std::istringstream lines(made_of);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("file ") && !files.contains(line)) return false;
  }
  return true;
}

std::int64_t BytesIn(const std::filesystem::path& folder) {
  std::int64_t bytes = 0;
  for (const auto& file : EntriesOf(folder)) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (!error) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

/// A folder being filled by a process that lives.
bool IsBeingFilled(const std::filesystem::path& folder) {
  const auto lock = FileLock::Try(folder / kLock, FileLock::Mode::kExclusive, FileLock::Missing::kFail);
  std::error_code error;
  return lock && !*lock && std::filesystem::exists(folder / kLock, error);
}

template <class File>
Status CheckFile(const std::filesystem::path& file) {
  TENON_ASSIGN(const File opened, File::Open(file, file.parent_path().filename().string()));
  return opened.CheckContents();
}

/// How the text an index was made of begins, and the file of such an index.
struct Kind {
  std::string_view mark;
  const char* file;
  Status (*check)(const std::filesystem::path& file);
};
constexpr std::array<Kind, 3> kKinds = {{{"text-index ", kTextFile, CheckFile<TextFile>},
                                         {"vector-index ", kVectorFile, CheckFile<VectorFile>},
                                         {"citation-graph ", kCitationFile, CheckFile<CitationFile>}}};

}  // namespace

std::string IndexName(std::string_view made_of) { return Sha256Of(made_of).substr(0, kNameLength); }

Result<std::filesystem::path> ProvideIndex(const std::filesystem::path& workspace, std::string_view made_of,
                                           const std::function<Status(const std::filesystem::path&)>& fill) {
  const std::filesystem::path indexes = workspace / kIndexesFolder;
  const std::filesystem::path folder = indexes / IndexName(made_of);
  std::error_code error;
  if (std::filesystem::exists(folder, error)) return folder;
  TENON_CHECK(MakeFolder(indexes));
  const TemporaryFolder temporary(TemporaryNameFor(folder));
  TENON_CHECK(MakeFolder(temporary.path()));
  {
    TENON_ASSIGN(const auto lock,
                 FileLock::Try(temporary.path() / kLock, FileLock::Mode::kExclusive, FileLock::Missing::kCreate));
    TENON_CHECK(fill(temporary.path()));
    TENON_CHECK(WriteFileAtomically(temporary.path() / kMadeOf, made_of));
    std::filesystem::remove(temporary.path() / kLock, error);
    TENON_CHECK(SyncFolder(temporary.path()));
    if (std::rename(temporary.path().c_str(), folder.c_str()) != 0) {
      // Another process was faster: what it made is the same.
      if (errno != ENOTEMPTY && errno != EEXIST) return FailFromErrno("cannot rename to it", folder);
    }
  }
  TENON_CHECK(SyncFolder(indexes));
  return folder;
}

Result<std::filesystem::path> ProvideIndexInParts(
    const std::filesystem::path& workspace, std::string_view made_of,
    const std::function<Status(const std::filesystem::path& folder, const std::filesystem::path& parts)>& fill) {
  return ProvideIndex(workspace, made_of, [&](const std::filesystem::path& folder) -> Status {
    const std::filesystem::path parts = workspace / kIndexesFolder / (IndexName(made_of) + kParts);
    TENON_CHECK(MakeFolder(parts));
    TENON_ASSIGN(const auto alone,
                 FileLock::Try(parts / kLock, FileLock::Mode::kExclusive, FileLock::Missing::kCreate));
    if (!alone) {
      const TemporaryFolder own(TemporaryNameFor(parts));
      TENON_CHECK(MakeFolder(own.path()));
      return fill(folder, own.path());
    }
    TENON_CHECK(fill(folder, parts));
    std::error_code error;
    std::filesystem::remove_all(parts, error);
    return {};
  });
}

Result<Table> CollectIndexGarbage(const store::Workspace& workspace) {
  std::set<std::string> files;
  TENON_ASSIGN(const auto numbers, store::ManifestNumbers(workspace.folder()));
  for (const std::int64_t number : numbers) {
    TENON_ASSIGN(const store::Manifest manifest, store::ReadManifestOf(workspace.folder(), number));
    for (const store::TableFile& file : manifest.files) {
      files.insert(fmt::format("file {} {}", file.path, file.sha256));
    }
  }
  Table removed{"removed", {{"file", ValueType::kText, ""}, {"bytes", ValueType::kInteger, "B"}}, {}};
  for (const auto& folder : EntriesOf(workspace.folder() / kIndexesFolder)) {
    if (IsBeingFilled(folder)) continue;
    const auto made_of = MadeOf(folder);
    if (made_of && HasAllFiles(*made_of, files)) continue;
    const std::int64_t bytes = BytesIn(folder);
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    if (error) return Fail(ErrorKind::kInputOutput, "cannot remove it: " + error.message(), folder.string());
    removed.rows.push_back({folder.lexically_relative(workspace.folder()).generic_string(), bytes});
  }
  return removed;
}

Result<Table> CheckIndexes(const store::Workspace& workspace, const Job& job) {
  Table findings{
      "findings",
      {{"severity", ValueType::kText, ""}, {"file", ValueType::kText, ""}, {"finding", ValueType::kText, ""}},
      {}};
  const auto report = [&](const char* severity, const std::filesystem::path& file, std::string finding) {
    findings.rows.push_back(
        {severity, file.lexically_relative(workspace.folder()).generic_string(), std::move(finding)});
  };
  for (const auto& folder : EntriesOf(workspace.folder() / kIndexesFolder)) {
    if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    if (IsBeingFilled(folder)) continue;
    if (IsTemporaryName(folder) || folder.extension() == kParts) {
      report("leftover", folder,
             fmt::format("{} bytes of an index that was not finished; gc removes it", BytesIn(folder)));
      continue;
    }
    const auto made_of = MadeOf(folder);
    if (!made_of) {
      report("error", folder, "does not say what it was made of; gc removes it, and it is made anew when it is needed");
      continue;
    }
    // The first line of what an index was made of says its kind.
    const auto* const kind =
        std::ranges::find_if(kKinds, [&](const Kind& each) { return made_of->starts_with(each.mark); });
    if (kind == kKinds.end()) {
      report("error", folder, "is an index of a kind this program does not know");
      continue;
    }
    const auto file = folder / kind->file;
    const Status sound = kind->check(file);
    if (!sound) report("error", file, sound.error().message);
  }
  return findings;
}

}  // namespace tenon::index
