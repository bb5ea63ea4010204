#ifndef TENON_SOURCES_DOWNLOAD_H_
#define TENON_SOURCES_DOWNLOAD_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::sources {

/// A transfer over HTTP(S) into a file that may hold its beginning already.
struct Download {
  std::string url;
  std::filesystem::path to;  ///< beside it, TO.tag keeps by what the server knows this content again
  std::int64_t stall_seconds = 30;
};

struct Downloaded {
  std::int64_t bytes = 0;         ///< of the whole file
  std::int64_t resumed_from = 0;  ///< of which so many were there before
};

/// Follows redirects, but never from https to http. Where the connection breaks, goes on up to five times.
/// Errors  as Fetch (fetch.h).
Result<Downloaded> Run(const Download& download, const Job& job);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_DOWNLOAD_H_
