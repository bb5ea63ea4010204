#include "analyses/consortium_needed.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyses/chain_file.h"
#include "base/nearest.h"

namespace tenon::analyses {
namespace {

/// Codes are joined by blanks; where a comma, semicolon or bar stands, by these, so that names may hold blanks.
std::vector<std::string> SplitCodes(const std::string& text) {
  const std::string_view marks = text.find_first_of(",;|") == std::string::npos ? " \t\r\n" : ",;|\r\n";
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(marks, at), text.size());
    std::string part = text.substr(at, end - at);
    at = end + 1;
    const std::size_t first = part.find_first_not_of(" \t");
    if (first == std::string::npos) continue;
    part = part.substr(first, part.find_last_not_of(" \t") - first + 1);
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
  }
  return parts;
}

void AddNames(const std::vector<std::string>& names, Needed& needed) {
  for (const std::string& name : names) {
    needed.capabilities.push_back({.name = name, .segment = "", .codes = {ParseCapability(name)}});
  }
}

Result<Needed> OfNeed(const Question& question) {
  const std::string id = question.arguments.GetText("need");
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("consortium_need", {{"need", id}}, question.job));
  if (rows.rows.empty()) {
    TENON_ASSIGN(const Table all, question.snapshot.Ask("consortium_need", {{"need", {}}}, question.job));
    if (all.rows.empty()) {
      return Fail(ErrorKind::kNotFound,
                  "no needs are loaded: tenon load table FILE --into need, or give --capability or --segment",
                  "--need");
    }
    std::vector<std::string> known;
    for (std::size_t row = 0; row < std::min<std::size_t>(10, all.rows.size()); ++row) {
      known.push_back(TextOr(all.At(row, "need")));
    }
    return Fail(ErrorKind::kNotFound,
                fmt::format("no need '{}'; there are {}: {}{}", id, all.rows.size(), fmt::join(known, ", "),
                            all.rows.size() > known.size() ? " ..." : ""),
                "--need");
  }
  if (rows.rows.size() > 1) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("several sources hold a need '{}' ({} and {}): keep one of them", id,
                            TextOr(rows.At(0, "source")), TextOr(rows.At(1, "source"))),
                "--need");
  }
  Needed needed;
  AddNames(SplitCodes(TextOr(rows.At(0, "codes"))), needed);
  if (needed.capabilities.empty()) {
    needed.text = TextOr(rows.At(0, "title")) + "\n" + TextOr(rows.At(0, "text"));
    if (needed.text.size() == 1) {
      return Fail(ErrorKind::kNotFound,
                  fmt::format("the need '{}' has neither codes nor a text: nothing says what it needs", id), "--need");
    }
  }
  if (const Value& budget = rows.At(0, "budget"); !IsMissing(budget)) needed.budget = RealOr(budget, 0);
  if (const std::string firm = TextOr(rows.At(0, "firm")); !firm.empty() && !question.arguments.Has("lead")) {
    needed.notes.push_back(fmt::format("asked by {}; any firm may lead unless --lead names one", firm));
  }
  return needed;
}

Result<Needed> OfSegments(const Question& question) {
  if (!question.arguments.Has("chain")) {
    return Fail(ErrorKind::kInvalidArgument, "a segment is one of a chain: give --chain", "--segment");
  }
  const std::string file = question.arguments.GetText("chain");
  TENON_ASSIGN(const chain::ParsedChain parsed, ReadChain(file, question.snapshot));
  Needed needed;
  std::vector<std::string> ids;
  for (const chain::Segment& segment : parsed.chain.segments) ids.push_back(segment.id);
  for (const std::string& id : question.arguments.GetList("segment")) {
    const auto found = std::ranges::find(ids, id);
    if (found == ids.end()) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("the chain {} has no segment '{}'{}", parsed.chain.id, id, DidYouMean(id, ids)),
                  "--segment");
    }
    NeededCapability capability{.name = id, .segment = id, .codes = {{"", id}}};
    for (const auto& code : parsed.chain.segments[static_cast<std::size_t>(found - ids.begin())].codes) {
      capability.codes.push_back({code.scheme, code.code});
    }
    if (std::ranges::find(needed.capabilities, id, &NeededCapability::segment) == needed.capabilities.end()) {
      needed.capabilities.push_back(std::move(capability));
    }
  }
  return needed;
}

}  // namespace

CapabilityCode ParseCapability(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return {"", text};
  const std::size_t first = text.find_first_not_of(' ', colon + 1);
  if (first == std::string::npos) return {"", text};
  return {text.substr(0, colon), text.substr(first)};
}

Result<Needed> ReadNeeded(const Question& question) {
  const int given = static_cast<int>(question.arguments.Has("need")) +
                    static_cast<int>(question.arguments.Has("segment")) +
                    static_cast<int>(question.arguments.Has("capability"));
  if (given != 1) {
    return Fail(ErrorKind::kInvalidArgument, "say for what: one of --need, --segment with --chain, or --capability");
  }
  if (question.arguments.Has("chain") && !question.arguments.Has("segment")) {
    return Fail(ErrorKind::kInvalidArgument, "only --segment takes a chain", "--chain");
  }
  if (question.arguments.Has("need")) return OfNeed(question);
  if (question.arguments.Has("segment")) return OfSegments(question);
  Needed needed;
  std::vector<std::string> names;
  for (const std::string& name : question.arguments.GetList("capability")) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  AddNames(names, needed);
  return needed;
}

}  // namespace tenon::analyses
