#include "analyses/code_match.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace tenon::analyses {
namespace {

bool NestsByPrefix(std::string_view scheme) {
  return scheme.starts_with("HS") || scheme.starts_with("ISIC") || scheme.starts_with("SITC") ||
         scheme.starts_with("NAICS");
}

bool IsHarmonizedSystem(std::string_view scheme) { return scheme.starts_with("HS"); }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// "C26" and "26" are the same division: the section's letter is dropped where digits follow.
std::string_view WithoutSection(std::string_view code) {
  return code.size() > 1 && !IsDigit(code[0]) && IsDigit(code[1]) ? code.substr(1) : code;
}

std::optional<int> StepsByPrefix(std::string_view narrow, std::string_view wide) {
  narrow = WithoutSection(narrow);
  wide = WithoutSection(wide);
  if (narrow == wide) return 0;
  if (const auto dash = wide.find('-'); dash == 2 && wide.size() == 5 && narrow.size() >= 2) {
    const auto division = narrow.substr(0, 2);
    if (division >= wide.substr(0, 2) && division <= wide.substr(3, 2)) return static_cast<int>(narrow.size()) - 1;
    return std::nullopt;
  }
  if (wide.size() > 1 && wide.ends_with('X')) wide.remove_suffix(1);
  if (wide.empty() || !IsDigit(wide[0]) || narrow.size() < wide.size() || !narrow.starts_with(wide))
    return std::nullopt;
  return std::max(1, static_cast<int>(narrow.size() - wide.size()));
}

struct Candidate {
  std::size_t data_code;
  Relation relation;
  std::string segment_code;
};

class Matcher {
 public:
  Matcher(const chain::Chain& chain, std::span<const DataCode> data, std::span<const Correspondence> concordance,
          const ParentOf& parent_of)
      : chain_(chain), data_(data), parent_of_(parent_of) {
    for (std::size_t i = 0; i < data.size(); ++i)
      by_basis_[{data[i].measure, data[i].source, data[i].scheme}].push_back(i);
    for (const auto& row : concordance) concordance_[{row.from_scheme, row.to_scheme}].push_back(&row);
  }

  CodeMatches Run() {
    CodeMatches result;
    for (std::size_t s = 0; s < chain_.segments.size(); ++s) {
      std::map<std::pair<std::size_t, std::string>, std::vector<Candidate>> found;  // by measure and source
      for (const auto& [basis, codes] : by_basis_) {
        auto& candidates = found[{std::get<0>(basis), std::get<1>(basis)}];
        const bool usable = Collect(s, std::get<2>(basis), codes, candidates);
        if (!usable) NoteMissing(s, basis);
      }
      for (auto& [question, candidates] : found) KeepFinest(s, candidates, result.matches);
    }
    MarkShared(result.matches);
    for (auto& [key, gap] : missing_) result.missing.push_back(gap);
    return result;
  }

 private:
  using Basis = std::tuple<std::size_t, std::string, std::string>;  // measure, source, scheme

  /// False if the segment has codes of the same kind in another edition, and no concordance leads over.
  bool Collect(std::size_t s, const std::string& scheme, const std::vector<std::size_t>& codes,
               std::vector<Candidate>& candidates) {
    const auto& segment = chain_.segments[s];
    const std::size_t before = candidates.size();
    bool other_edition = false;
    for (const auto& code : segment.codes) {
      const std::string label = code.scheme + " " + code.code;
      if (code.scheme == scheme) {
        Direct(scheme, code.code, codes, label, Relation::kExact, candidates);
      } else if (auto rows = concordance_.find({code.scheme, scheme}); rows != concordance_.end()) {
        ThroughConcordance(code, scheme, rows->second, codes, label, candidates);
      } else if (IsHarmonizedSystem(code.scheme) && IsHarmonizedSystem(scheme)) {
        other_edition = true;
      }
    }
    if (scheme == "ETO-INPUT") Direct(scheme, segment.id, codes, "segment " + segment.id, Relation::kExact, candidates);
    return candidates.size() > before || !other_edition;
  }

  /// Rows that carry the code; else rows of its parts; else rows of the nearest wider code.
  void Direct(const std::string& scheme, std::string_view code, const std::vector<std::size_t>& codes,
              const std::string& label, Relation best, std::vector<Candidate>& candidates) {
    std::vector<std::size_t> equal, parts, wider;
    int nearest = 0;
    for (const std::size_t i : codes) {
      const std::string& row_code = data_[i].code;
      if (const auto below = StepsBelow(scheme, row_code, code, parent_of_)) {
        (*below == 0 ? equal : parts).push_back(i);
      } else if (const auto above = StepsBelow(scheme, code, row_code, parent_of_)) {
        if (IsTop(scheme, row_code)) continue;
        if (wider.empty() || *above < nearest) wider.clear(), nearest = *above;
        if (*above == nearest) wider.push_back(i);
      }
    }
    const auto& chosen = !equal.empty() ? equal : !parts.empty() ? parts : wider;
    const Relation relation = &chosen == &wider ? Relation::kGroup : best;
    for (const std::size_t i : chosen) candidates.push_back({i, relation, label});
  }

  void ThroughConcordance(const chain::SegmentCode& code, const std::string& scheme,
                          const std::vector<const Correspondence*>& rows, const std::vector<std::size_t>& codes,
                          const std::string& label, std::vector<Candidate>& candidates) {
    std::map<std::string, std::int64_t> equal, parts, wider;  // target, and how many codes lead to it
    int nearest = 0;
    for (const Correspondence* row : rows) {
      if (const auto below = StepsBelow(code.scheme, row->from_code, code.code, parent_of_)) {
        (*below == 0 ? equal : parts).emplace(row->to_code, row->senders);
      } else if (const auto above = StepsBelow(code.scheme, code.code, row->from_code, parent_of_)) {
        if (IsTop(code.scheme, row->from_code)) continue;
        if (wider.empty() || *above < nearest) wider.clear(), nearest = *above;
        if (*above == nearest) wider.emplace(row->to_code, row->senders);
      }
    }
    const auto& targets = !equal.empty() ? equal : !parts.empty() ? parts : wider;
    const bool editions = IsHarmonizedSystem(code.scheme) && IsHarmonizedSystem(scheme);
    for (const auto& [target, senders] : targets) {
      const bool one_to_one = targets.size() == 1 && senders == 1 && &targets == &equal;
      Direct(scheme, target, codes, label, editions && one_to_one ? Relation::kExact : Relation::kGroup, candidates);
    }
  }

  bool IsTop(std::string_view scheme, std::string_view code) const {
    if (NestsByPrefix(scheme) && WithoutSection(code).size() >= 2 && !scheme.starts_with("HS")) return false;
    return parent_of_(scheme, code).empty();
  }

  void KeepFinest(std::size_t s, std::vector<Candidate>& candidates, std::vector<CodeMatch>& matches) const {
    const bool exact = std::ranges::any_of(candidates, [](const auto& c) { return c.relation == Relation::kExact; });
    if (exact) std::erase_if(candidates, [](const auto& c) { return c.relation != Relation::kExact; });
    std::ranges::sort(candidates, {}, &Candidate::data_code);
    candidates.erase(std::ranges::unique(candidates, {}, &Candidate::data_code).begin(), candidates.end());
    for (const auto& candidate : candidates) {
      const DataCode& code = data_[candidate.data_code];
      const bool inside_another = std::ranges::any_of(candidates, [&](const Candidate& other) {
        const DataCode& wide = data_[other.data_code];
        return &other != &candidate && wide.scheme == code.scheme &&
               StepsBelow(code.scheme, code.code, wide.code, parent_of_).value_or(0) > 0;
      });
      if (!inside_another) matches.push_back({s, candidate.data_code, candidate.relation, candidate.segment_code});
    }
  }

  /// Rows on which several segments rest tell them apart no better than rows of a wider code.
  static void MarkShared(std::vector<CodeMatch>& matches) {
    std::map<std::size_t, std::size_t> users;
    for (const auto& match : matches) ++users[match.data_code];
    for (auto& match : matches) {
      if (users[match.data_code] > 1) match.relation = Relation::kGroup;
    }
    std::ranges::stable_sort(matches, {}, [](const CodeMatch& m) { return std::pair(m.segment, m.data_code); });
  }

  void NoteMissing(std::size_t s, const Basis& basis) {
    for (const auto& code : chain_.segments[s].codes) {
      if (!IsHarmonizedSystem(code.scheme) || !IsHarmonizedSystem(std::get<2>(basis))) continue;
      auto& gap = missing_[{code.scheme, std::get<2>(basis), std::get<1>(basis)}];
      gap.from_scheme = code.scheme;
      gap.to_scheme = std::get<2>(basis);
      gap.source = std::get<1>(basis);
      ++gap.segments;
      return;
    }
  }

  const chain::Chain& chain_;
  std::span<const DataCode> data_;
  const ParentOf& parent_of_;
  std::map<Basis, std::vector<std::size_t>> by_basis_;
  std::map<std::pair<std::string, std::string>, std::vector<const Correspondence*>> concordance_;
  std::map<std::tuple<std::string, std::string, std::string>, MissingConcordance> missing_;
};

}  // namespace

std::string_view ToString(Relation relation) { return relation == Relation::kExact ? "exact" : "group"; }

std::optional<int> StepsBelow(std::string_view scheme, std::string_view narrow, std::string_view wide,
                              const ParentOf& parent_of) {
  if (narrow == wide) return 0;
  if (NestsByPrefix(scheme)) {
    if (const auto steps = StepsByPrefix(narrow, wide)) return steps;
    if (!wide.empty() && IsDigit(wide[0])) return std::nullopt;  // only a section's letter needs the list
  }
  constexpr int kDeepest = 12;  // deeper than any classification; a loop in a loaded list must end
  std::string above = parent_of(scheme, narrow);
  for (int steps = 1; steps < kDeepest && !above.empty(); ++steps) {
    if (above == wide) return steps;
    above = parent_of(scheme, above);
  }
  return std::nullopt;
}

CodeMatches MatchCodes(const chain::Chain& chain, std::span<const DataCode> data,
                       std::span<const Correspondence> concordance, const ParentOf& parent_of) {
  return Matcher(chain, data, concordance, parent_of).Run();
}

}  // namespace tenon::analyses
