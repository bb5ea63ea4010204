#include "server/body.h"

#include <algorithm>
#include <cctype>

namespace tenon::server {

bool IsOfType(const Request& request, std::string_view type) {
  std::string_view given = request.content_type;
  given = given.substr(0, given.find(';'));
  while (given.ends_with(' ')) given.remove_suffix(1);
  return std::ranges::equal(given, type, [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
}

std::expected<Json, Response> JsonBody(const Request& request) {
  if (!IsOfType(request, "application/json")) {
    return std::unexpected(
        ProblemResponse(415, "unsupported-media-type", "the body must be application/json", "Content-Type"));
  }
  auto json = ParseJson(request.body);
  if (!json) return std::unexpected(ProblemResponse(json.error()));
  return *std::move(json);
}

}  // namespace tenon::server
