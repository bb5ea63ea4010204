#include "sources/fetch.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <system_error>

#include "base/files.h"
#include "base/nearest.h"
#include "base/sha256.h"
#include "sources/download.h"

namespace tenon::sources {

namespace fs = std::filesystem;

namespace {

Result<std::vector<PublishedFile>> Choose(const SourceSpec& spec, const std::vector<std::string>& wanted) {
  const Publication& published = spec.publication;
  std::vector<std::string> names;
  for (const PublishedFile& file : published.files) names.push_back(file.file);
  if (names.empty()) {
    return Fail(ErrorKind::kInvalidArgument,
                published.page.empty()
                    ? "no address is known for this source"
                    : fmt::format("the files have no lasting address: fetch them by hand from {} ({})", published.page,
                                  published.how.en),
                spec.name);
  }
  if (wanted.empty()) return published.files;
  std::vector<PublishedFile> chosen;
  for (const std::string& name : wanted) {
    const auto found = std::ranges::find(published.files, name, &PublishedFile::file);
    if (found == published.files.end()) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("'{}' is not among the published files{}; they are {}", name, DidYouMean(name, names),
                              Listed(names)),
                  spec.name);
    }
    chosen.push_back(*found);
  }
  return chosen;
}

Result<std::string> AddressOf(const PublishedFile& file, const std::string& mirror) {
  if (mirror.empty()) return file.url;
  if (!mirror.starts_with("http://") && !mirror.starts_with("https://")) {
    return Fail(ErrorKind::kInvalidArgument, "a mirror's address begins with http:// or https://", mirror);
  }
  const std::unique_ptr<char, decltype(&curl_free)> name(
      curl_easy_escape(nullptr, file.file.c_str(), static_cast<int>(file.file.size())), &curl_free);
  return fmt::format("{}{}{}", mirror, mirror.ends_with('/') ? "" : "/", name.get());
}

/// What is known of the file beforehand holds of it.
Status CheckContent(const PublishedFile& file, const FetchedFile& fetched, const fs::path& path) {
  if (file.bytes > 0 && fetched.bytes != file.bytes) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("is {} bytes long, and {} were published: the provider has changed it, or it was damaged",
                            fetched.bytes, file.bytes),
                path.string());
  }
  if (!file.sha256.empty() && fetched.sha256 != file.sha256) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("its SHA-256 is {}, and {} was published: the provider has changed it, or it was damaged",
                            fetched.sha256, file.sha256),
                path.string());
  }
  return {};
}

Status CheckRoom(const PublishedFile& file, const fs::path& folder) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error || file.bytes <= 0 || space.available > static_cast<std::uint64_t>(file.bytes)) return {};
  return Fail(ErrorKind::kInputOutput,
              fmt::format("{} takes {} MB, and {} MB are free", file.file, file.bytes >> 20, space.available >> 20),
              folder.string());
}

Result<FetchedFile> FetchOne(const PublishedFile& file, const FetchOptions& options, const Job& job) {
  FetchedFile fetched;
  fetched.path = options.folder / file.file;
  TENON_ASSIGN(fetched.url, AddressOf(file, options.mirror));
  if (!file.sha256.empty()) fetched.checksum = FetchedFile::Checksum::kRight;
  const auto measure = [&fetched](const fs::path& path) -> Status {
    std::error_code error;
    fetched.bytes = static_cast<std::int64_t>(fs::file_size(path, error));
    if (error) return Fail(ErrorKind::kInputOutput, "cannot look at it: " + error.message(), path.string());
    TENON_ASSIGN(fetched.sha256, Sha256OfFile(path));
    return {};
  };
  std::error_code ignored;
  if (fs::exists(fetched.path, ignored)) {
    TENON_CHECK(measure(fetched.path));
    if (const Status checked = CheckContent(file, fetched, fetched.path); !checked) {
      return Fail(
          ErrorKind::kInvalidArgument,
          fmt::format("another file of this name lies in the folder ({}): take it away, or choose another folder",
                      checked.error().message),
          fetched.path.string());
    }
    fetched.came = FetchedFile::Came::kWasThere;
    return fetched;
  }
  TENON_CHECK(CheckRoom(file, options.folder));
  const fs::path part = fetched.path.string() + ".part";
  TENON_ASSIGN(const Downloaded done,
               Run({.url = fetched.url, .to = part, .stall_seconds = options.stall_seconds}, job));
  if (done.resumed_from > 0) fetched.came = FetchedFile::Came::kResumed;
  TENON_CHECK(measure(part));
  if (Status checked = CheckContent(file, fetched, fetched.url); !checked) {
    fs::remove(part, ignored);  // it is not to be continued
    fs::remove(part.string() + ".tag", ignored);
    return std::unexpected(checked.error());
  }
  TENON_CHECK(SyncFile(part));
  TENON_CHECK(RenameFile(part, fetched.path));
  TENON_CHECK(SyncFolder(options.folder));
  fs::remove(part.string() + ".tag", ignored);
  return fetched;
}

}  // namespace

Result<std::vector<FetchedFile>> Fetch(const SourceSpec& spec, const FetchOptions& options, const Job& job) {
  TENON_ASSIGN(const std::vector<PublishedFile> files, Choose(spec, options.files));
  TENON_CHECK(MakeFolder(options.folder));
  std::vector<FetchedFile> fetched;
  for (const PublishedFile& file : files) {
    TENON_ASSIGN(FetchedFile one, FetchOne(file, options, job));
    fetched.push_back(std::move(one));
  }
  return fetched;
}

}  // namespace tenon::sources
