#ifndef TENON_SERVER_BODY_H_
#define TENON_SERVER_BODY_H_

#include <expected>
#include <string_view>

#include "server/message.h"
#include "server/spec_json.h"

namespace tenon::server {

/// Whether the body is said to be of this media type. A page of another origin cannot send JSON or YAML without asking
/// first, and is then refused: so nobody starts work here through somebody else's browser.
bool IsOfType(const Request& request, std::string_view type);
/// Errors  415: not said to be JSON; 400: no JSON.
std::expected<Json, Response> JsonBody(const Request& request);

}  // namespace tenon::server

#endif  // TENON_SERVER_BODY_H_
