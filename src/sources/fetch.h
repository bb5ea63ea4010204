#ifndef TENON_SOURCES_FETCH_H_
#define TENON_SOURCES_FETCH_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sources/source.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::sources {

struct FetchOptions {
  std::filesystem::path folder;
  std::string mirror{};              ///< "": from the provider; else the address of a folder that holds the same files
  std::vector<std::string> files{};  ///< empty: all the provider publishes
  std::int64_t stall_seconds = 30;   ///< without a byte, after which the server counts as lost
};

/// A file that now lies in the folder.
struct FetchedFile {
  std::filesystem::path path;
  std::string url;
  std::int64_t bytes = 0;
  std::string sha256;
  enum class Came { kWhole, kResumed, kWasThere } came = Came::kWhole;
  enum class Checksum { kRight, kNotPublished } checksum = Checksum::kNotPublished;
};

/// Downloads what a source publishes. A file grows under the name FILE.part and gets its own when it is whole and its
/// checksum, where one is published, is right. What an interrupted download has brought is kept; the next one goes on
/// from there if the server says that it is still the same file (If-Range), else from the beginning. A file that is
/// there is not fetched again. Errors      InvalidArgument: nothing to download (with the provider's page), a file that
/// is not published, another
///             file of this name in the folder, a download of it at work; NotFound: the server does not have it;
///             CorruptInput: wrong size or checksum, an empty answer; InputOutput: no connection, a server that stalls
///             or refuses, a full disk; Cancelled.
Result<std::vector<FetchedFile>> Fetch(const SourceSpec& spec, const FetchOptions& options, const Job& job);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_FETCH_H_
