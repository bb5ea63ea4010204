#include "server/target.h"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>

namespace tenon::server {

namespace {

/// What stands for bytes that are not UTF-8; nobody needs to ask for it.
constexpr char16_t kReplacement = 0xFFFD;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Well-formed UTF-8 without control characters but those of `allowed`.
bool IsText(std::string_view text, std::string_view allowed) {
  if (icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}).indexOf(kReplacement) >= 0) {
    return false;
  }
  return std::ranges::none_of(
      text, [&](char c) { return (static_cast<unsigned char>(c) < 0x20 && !allowed.contains(c)) || c == 0x7F; });
}

enum class Part { kPath, kQuery };

Result<std::string> Decode(std::string_view text, Part part) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return Fail(ErrorKind::kInvalidArgument, "'%' is not followed by two hexadecimal digits", "target");
      }
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += text[i] == '+' && part == Part::kQuery ? ' ' : text[i];
    }
  }
  if (!IsText(decoded, part == Part::kQuery ? "\t\r\n" : "")) {
    return Fail(ErrorKind::kInvalidArgument, "the target is not UTF-8 text, or holds control characters", "target");
  }
  return decoded;
}

/// The text up to a separator, which is removed with it.
std::string_view Next(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

}  // namespace

Result<Target> ParseTarget(std::string_view text) {
  if (text.size() > kMaxTargetBytes) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the target is longer than {} bytes", kMaxTargetBytes),
                "target");
  }
  if (!text.starts_with('/')) return Fail(ErrorKind::kInvalidArgument, "the target does not begin with '/'", "target");
  text = text.substr(0, text.find('#'));
  std::string_view path = text.substr(1, text.find('?') - 1);
  std::string_view query = text.size() > path.size() + 1 ? text.substr(path.size() + 2) : std::string_view();
  Target target;
  while (!path.empty()) {
    TENON_ASSIGN(std::string segment, Decode(Next(path, '/'), Part::kPath));
    if (segment.empty() || segment == "." || segment == ".." || segment.find_first_of("/\\") != std::string::npos) {
      return Fail(ErrorKind::kInvalidArgument,
                  "a segment of the path is empty, '.' or '..', or holds a slash or backslash", "target");
    }
    target.path.push_back(std::move(segment));
  }
  while (!query.empty()) {
    std::string_view pair = Next(query, '&');
    if (pair.empty()) continue;
    TENON_ASSIGN(std::string name, Decode(Next(pair, '='), Part::kQuery));
    TENON_ASSIGN(std::string value, Decode(pair, Part::kQuery));
    target.query.emplace_back(std::move(name), std::move(value));
  }
  return target;
}

}  // namespace tenon::server
