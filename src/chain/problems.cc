#include "chain/problems.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/nearest.h"

namespace tenon::chain {

std::string Quote(std::string_view text) {
  constexpr std::size_t kMostBytes = 60;
  std::size_t end = text.size();
  if (end > kMostBytes) {
    end = kMostBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  }
  std::string quoted = "'";
  for (const char c : text.substr(0, end)) quoted += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  if (end < text.size()) quoted += "...";
  return quoted + "'";
}

std::string Suggest(std::string_view typed, const std::vector<std::string>& names) {
  return typed.size() > 100 ? std::string() : DidYouMean(typed, names);
}

void Problems::Add(Position position, ErrorKind kind, std::string message) {
  if (full()) return;
  problems_.push_back({position, kind, std::move(message)});
}

Error Problems::ToError() const {
  std::vector<Problem> sorted = problems_;
  std::ranges::stable_sort(sorted, {}, &Problem::position);
  const bool form = std::ranges::any_of(sorted, [](const Problem& p) { return p.kind == ErrorKind::kSchemaMismatch; });
  Error error{form ? ErrorKind::kSchemaMismatch : ErrorKind::kInvalidArgument, {}, {}};
  for (const Problem& problem : sorted) {
    if (!error.message.empty()) error.message += '\n';
    error.message +=
        fmt::format("{}:{}:{}: {}", file_, problem.position.line, problem.position.column, problem.message);
  }
  if (full()) error.message += fmt::format("\n{}: more errors may follow; these are the first {}", file_, kMost);
  return error;
}

}  // namespace tenon::chain
