#ifndef TENON_SERVER_TARGET_H_
#define TENON_SERVER_TARGET_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/error.h"

namespace tenon::server {

inline constexpr std::size_t kMaxTargetBytes = 8192;

/// The request target of HTTP ("/api/v1/tables/trade?limit=10"), percent-decoded.
struct Target {
  std::vector<std::string> path;                           ///< {"api", "v1", "tables", "trade"}; empty for "/"
  std::vector<std::pair<std::string, std::string>> query;  ///< in the order written; "+" is a blank
};

/// Errors  InvalidArgument: not beginning with "/", too long, a broken escape, text that is not UTF-8 or holds control
///         characters (tab and line ends are allowed in values), a path segment that is empty, ".", ".." or holds a
///         slash or backslash.
Result<Target> ParseTarget(std::string_view text);

}  // namespace tenon::server

#endif  // TENON_SERVER_TARGET_H_
