#ifndef TENON_SOURCES_OPENALEX_JSON_FILE_H_
#define TENON_SOURCES_OPENALEX_JSON_FILE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "store/load.h"
#include "tenon/error.h"

namespace tenon::sources::openalex {

/// One record of a file as JSON, with bytes behind it that may be read (simdjson reads past the end).
struct JsonRecord {
  std::int64_t number = 0;  ///< the line; in an answer page or a Parquet file the ordinal, from 1
  std::string_view json;
  std::size_t readable = 0;  ///< bytes from json.data() on that are ours
};

/// Hands out the records of a file one after another: JSON Lines, or a page of the API ({"meta", "results": [...]}, or
/// the array alone), or Parquet; packed or in an archive. Returns how many there are. Blank lines are counted, not
/// handed out.
///
/// Complexity  one pass; memory for the longest line, or for a whole page.
/// Errors      of store::TextFile; CorruptInput: an empty file, a line or a page longer than kLongestText, a page that
/// is
///             no JSON or has no results; Cancelled; whatever `take` returns.
Result<std::int64_t> ForEachRecord(const store::RowsOfFile& file, const std::function<Status(const JsonRecord&)>& take);

inline constexpr std::size_t kLongestText = 256UL << 20;

}  // namespace tenon::sources::openalex

#endif  // TENON_SOURCES_OPENALEX_JSON_FILE_H_
