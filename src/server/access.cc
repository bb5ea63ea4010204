#include "server/access.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/files.h"
#include "base/sha256.h"

namespace tenon::server {

namespace {

constexpr std::uint64_t kMaxTokenFile = 1 << 20;

enum class Reach { kLoopback, kOther, kNoAddress };

Reach ReachOf(const std::string& address) {
  in_addr four{};
  in6_addr six{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
    return ntohl(four.s_addr) >> 24 == 127 ? Reach::kLoopback : Reach::kOther;
  }
  if (inet_pton(AF_INET6, address.c_str(), &six) == 1) {
    return IN6_IS_ADDR_LOOPBACK(&six) != 0 ? Reach::kLoopback : Reach::kOther;
  }
  return Reach::kNoAddress;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// "example.org:8417" or "[::1]:8417" without its port, in lower case.
std::string HostName(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = host.substr(0, colon);
  }
  return Lower(host);
}

bool IsHash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<std::set<std::string>> ReadTokens(const std::filesystem::path& file) {
  TENON_ASSIGN(const std::string text, ReadWholeFile(file, kMaxTokenFile));
  std::set<std::string> hashes;
  int line_number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    ++line_number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t blank = line.rfind(' ');
    const std::string_view hash = blank == std::string_view::npos ? line : line.substr(blank + 1);
    if (blank == std::string_view::npos || blank == 0 || !IsHash(hash)) {
      return Fail(ErrorKind::kInvalidArgument,
                  "is no \"NAME SHA256\"; allowed: a name, a blank and the SHA-256 of the token as 64 hexadecimal "
                  "digits (printf %s TOKEN | sha256sum)",
                  fmt::format("{}:{}", file.string(), line_number));
    }
    hashes.emplace(hash);
  }
  if (hashes.empty()) return Fail(ErrorKind::kInvalidArgument, "holds no token", file.string());
  return hashes;
}

std::string DecodeBase64(std::string_view text) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string decoded;
  unsigned bits = 0;
  int held = 0;
  for (const char c : text.substr(0, text.find('='))) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return {};
    bits = bits << 6 | static_cast<unsigned>(digit);
    held += 6;
    if (held >= 8) {
      held -= 8;
      decoded += static_cast<char>(bits >> held & 0xFF);
    }
  }
  return decoded;
}

/// The token an Authorization field shows; "" for none.
std::string TokenOf(std::string_view authorization) {
  const std::size_t blank = authorization.find(' ');
  if (blank == std::string_view::npos) return {};
  const std::string scheme = Lower(authorization.substr(0, blank));
  const std::string_view shown = authorization.substr(blank + 1);
  if (scheme == "bearer") return std::string(shown);
  if (scheme != "basic") return {};
  const std::string pair = DecodeBase64(shown);
  return pair.contains(':') ? pair.substr(pair.find(':') + 1) : std::string();
}

}  // namespace

Result<Access> Access::Make(const ServerOptions& options) {
  Access access;
  access.audience_ = options.audience;
  access.hosts_ = {"localhost", "127.0.0.1", "[::1]"};
  const Reach reach = ReachOf(options.address);
  if (reach == Reach::kNoAddress) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("'{}' is no IP address; allowed: e.g. 127.0.0.1, ::1, 0.0.0.0", options.address),
                "--address");
  }
  access.hosts_.insert(options.address.contains(':') ? "[" + options.address + "]" : options.address);
  if (options.audience == Audience::kPublic) {
    if (options.tokens.empty()) {
      return Fail(ErrorKind::kInvalidArgument, "needs --tokens FILE: a line \"NAME SHA256\" for each who may ask",
                  "--public");
    }
    TENON_ASSIGN(access.hashes_, ReadTokens(options.tokens));
  } else if (reach == Reach::kOther) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("{} can be reached from other machines: that needs --public --tokens FILE", options.address),
        "--address");
  }
  return access;
}

std::optional<Response> Access::Refuse(const Request& request) const {
  if (audience_ == Audience::kThisMachine) {
    if (hosts_.contains(HostName(request.host))) return std::nullopt;
    return ProblemResponse(421, "wrong-host",
                           "this server answers this machine only, under localhost or its loopback address; "
                           "--public --tokens FILE opens it to others",
                           "Host");
  }
  const std::string token = TokenOf(request.authorization);
  // Only hashes are compared: how long that takes tells nothing of a token.
  if (!token.empty() && hashes_.contains(Sha256Of(token))) return std::nullopt;
  Response refusal = ProblemResponse(401, "token-needed",
                                     "show a token that this server knows: Authorization: Bearer TOKEN, or as the "
                                     "password of Basic",
                                     "Authorization");
  refusal.headers.emplace_back("WWW-Authenticate", "Basic realm=\"tenon\", charset=\"UTF-8\", Bearer realm=\"tenon\"");
  return refusal;
}

}  // namespace tenon::server
