#ifndef TENON_SERVER_MESSAGE_H_
#define TENON_SERVER_MESSAGE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/error.h"

namespace tenon::server {

enum class Method { kGet, kHead, kPost, kDelete, kOptions, kOther };

/// Of an HTTP request what an answer may depend on. Absent fields are "".
struct Request {
  Method method = Method::kGet;
  std::string target;
  std::string host;
  std::string accept;
  std::string accept_encoding;
  std::string content_type;
  std::string if_none_match;
  std::string authorization;
  std::string prefer;
  std::string body;
};

using Body = std::shared_ptr<const std::string>;

struct Response {
  int status = 200;
  std::vector<std::pair<std::string_view, std::string>> headers;  ///< names are literals
  Body body;                                                      ///< nullptr: none
  std::string_view cache;  ///< for the access log: "hit", "miss", "unchanged", ""
};

/// RFC 9457 problem details. `type` is a name of the closed list in docs/server.md, e.g. "no-answer".
Response ProblemResponse(int status, std::string_view type, std::string_view detail, std::string_view where = {});
/// The one place where kinds of errors become HTTP statuses.
Response ProblemResponse(const Error& error);

/// A 200 with a body of this media type.
Response Ok(std::string body, std::string_view media_type);
Response Ok(Body body, std::string_view media_type);

}  // namespace tenon::server

#endif  // TENON_SERVER_MESSAGE_H_
