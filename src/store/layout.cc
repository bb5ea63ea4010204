#include "store/layout.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <optional>
#include <system_error>

namespace tenon::store {
namespace {

constexpr std::uint64_t kLongestManifest = 256ULL << 20;

std::optional<std::int64_t> NumberOf(std::string_view name) {
  constexpr std::string_view prefix = "manifest-";
  constexpr std::string_view suffix = ".json";
  if (!name.starts_with(prefix) || !name.ends_with(suffix) || name.size() > prefix.size() + 12 + suffix.size())
    return {};
  std::int64_t number = 0;
  std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
  if (number < 0 || ManifestName(number) != name) return {};
  return number;
}

int SetBits(std::string_view text) {
  int count = 0;
  for (const char c : text) count += std::popcount(static_cast<unsigned char>(c));
  return count;
}

std::int64_t SizeOf(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  if (std::filesystem::is_regular_file(status)) {
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
  }
  if (!std::filesystem::is_directory(status)) return 0;
  std::int64_t sum = 0;
  for (auto entry = std::filesystem::directory_iterator(path, error); !error && entry != std::filesystem::end(entry);
       entry.increment(error)) {
    sum += SizeOf(entry->path());
  }
  return sum;
}

/// Calls `visit` with each entry of a folder, in the order of names; a folder that is not there has none.
template <class Visit>
void ForEachEntry(const std::filesystem::path& folder, Visit visit) {
  std::vector<std::filesystem::path> entries;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != std::filesystem::end(entry);
       entry.increment(error)) {
    entries.push_back(entry->path());
  }
  std::ranges::sort(entries);
  for (const auto& entry : entries) visit(entry);
}

bool IsFolder(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_directory(std::filesystem::symlink_status(path, error));
}

}  // namespace

std::string CurrentText(std::int64_t number) {
  const std::string name = ManifestName(number);
  return name + (SetBits(name) % 2 == 1 ? "\n\n" : "\n");
}

Result<std::int64_t> ReadCurrent(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kCurrentFile;
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
    TENON_ASSIGN(const auto numbers, ManifestNumbers(folder));
    for (const std::int64_t number : numbers) {
      // A manifest without files is what a first load leaves that was killed before it named anything current.
      if (const auto manifest = ReadManifestOf(folder, number); !manifest || !manifest->files.empty()) {
        return Fail(ErrorKind::kCorruptInput,
                    fmt::format("is missing, but {} stands here: `tenon rollback {}` makes it current again",
                                ManifestName(numbers.back()), numbers.back()),
                    file.string());
      }
    }
    return Fail(ErrorKind::kInvalidArgument,
                "is no workspace (it holds no file CURRENT); `tenon -w FOLDER load ...` makes one", folder.string());
  }
  TENON_ASSIGN(const std::string text, ReadWholeFile(file, 1 << 10));
  const std::string name = text.substr(0, text.find('\n'));
  const auto number = NumberOf(name);
  if (!number || CurrentText(*number) != text) {
    return Fail(
        ErrorKind::kCorruptInput,
        "is damaged: it does not hold the name of a manifest. `tenon snapshots` lists the snapshots that can be "
        "read, `tenon rollback NUMBER` makes one of them current",
        file.string());
  }
  return *number;
}

Result<std::vector<std::int64_t>> ManifestNumbers(const std::filesystem::path& folder) {
  std::vector<std::int64_t> numbers;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != std::filesystem::end(entry);
       entry.increment(error)) {
    if (const auto number = NumberOf(entry->path().filename().string())) numbers.push_back(*number);
  }
  if (error) return Fail(ErrorKind::kInputOutput, "cannot list this folder: " + error.message(), folder.string());
  std::ranges::sort(numbers);
  return numbers;
}

Result<HeldManifest> HoldManifest(const std::filesystem::path& folder, std::int64_t number) {
  const std::filesystem::path file = folder / ManifestName(number);
  TENON_ASSIGN(auto lock, FileLock::Try(file, FileLock::Mode::kShared, FileLock::Missing::kFail));
  if (!lock) return Fail(ErrorKind::kCorruptInput, "is missing or is being removed", file.string());
  TENON_ASSIGN(const std::string text, lock->Read(kLongestManifest));
  TENON_ASSIGN(Manifest manifest, ReadManifest(text, file.string()));
  if (manifest.number != number) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("this manifest is damaged: it says it is number {}", manifest.number), file.string());
  }
  return HeldManifest{std::move(manifest), *std::move(lock)};
}

Result<Manifest> ReadManifestOf(const std::filesystem::path& folder, std::int64_t number) {
  TENON_ASSIGN(auto held, HoldManifest(folder, number));
  return std::move(held.manifest);
}

std::vector<RemovedFile> FindLeftovers(const std::filesystem::path& folder, const std::set<std::string>& needed) {
  std::vector<RemovedFile> found;
  const auto add = [&](const std::filesystem::path& path) {
    found.push_back({path.lexically_relative(folder).generic_string(), SizeOf(path)});
  };
  ForEachEntry(folder, [&](const auto& entry) {
    if (IsTemporaryName(entry) && !IsFolder(entry)) add(entry);
  });
  ForEachEntry(folder / kStagingFolder, add);
  ForEachEntry(folder / kTablesFolder, [&](const auto& table) {
    ForEachEntry(table, [&](const auto& source) {
      ForEachEntry(source, [&](const auto& file) {
        const bool ours = file.extension() == ".parquet" || IsTemporaryName(file);
        if (ours && !needed.contains(file.lexically_relative(folder).generic_string())) add(file);
      });
    });
  });
  return found;
}

Status Remove(const std::filesystem::path& folder, const std::vector<RemovedFile>& files) {
  std::error_code error;
  for (const RemovedFile& file : files) {
    const auto path = folder / file.path;
    std::filesystem::remove_all(path, error);
    if (error) return Fail(ErrorKind::kInputOutput, "cannot remove it: " + error.message(), path.string());
    if (path.lexically_relative(folder).begin()->string() != kTablesFolder) continue;
    // remove() refuses a folder that is not empty, which is what is wanted here.
    std::filesystem::remove(path.parent_path(), error);
    std::filesystem::remove(path.parent_path().parent_path(), error);
    error.clear();
  }
  return {};
}

}  // namespace tenon::store
