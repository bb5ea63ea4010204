// Any bytes as the target of a request: refused with a reason, or a path that cannot leave its folder and text that is
// what it says; what comes out, written again, is read as the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "server/target.h"

using namespace tenon;

namespace {

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += fmt::format("%{:02x}", static_cast<unsigned char>(c));
  return escaped;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto target = server::ParseTarget({reinterpret_cast<const char*>(data), size});
  if (!target) {
    if (target.error().message.empty() || target.error().kind != ErrorKind::kInvalidArgument) std::abort();
    return 0;
  }
  std::string again;
  for (const std::string& segment : target->path) {
    if (segment.empty() || segment == "." || segment == "..") std::abort();
    if (segment.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos) std::abort();
    again += "/" + Escaped(segment);
  }
  if (again.empty()) again = "/";
  char separator = '?';
  for (const auto& [name, value] : target->query) {
    again += separator + Escaped(name) + "=" + Escaped(value);
    separator = '&';
  }
  if (again.size() > server::kMaxTargetBytes) return 0;
  const auto second = server::ParseTarget(again);
  // A pair with an empty name and value is written as "=", which is read as one.
  if (!second || second->path != target->path || second->query != target->query) std::abort();
  return 0;
}
