#include "analyses/removal.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "analyses/sentence.h"
#include "base/nearest.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "store/economy.h"

namespace tenon::analyses {
namespace {

constexpr std::string_view kWhere = "--remove";

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return lower;
}

/// What one text may name; at most one of each kind.
struct Named {
  const store::Economy* economy = nullptr;
  std::optional<std::size_t> segment;
  std::string provider;
};

Named Look(std::string_view text, const chain::Chain& chain, const std::vector<std::string>& providers) {
  Named named;
  named.economy = store::ResolveEconomy(text);
  const std::string lower = Lower(text);
  for (std::size_t s = 0; s < chain.segments.size(); ++s) {
    const chain::Segment& segment = chain.segments[s];
    if (segment.id == text || Lower(segment.name.en) == lower || segment.name.zh == text) {
      named.segment = s;
      break;
    }
  }
  const auto provider = std::ranges::find(providers, lower, Lower);
  if (provider != providers.end()) named.provider = *provider;
  return named;
}

Error NotNamed(const std::string& text, const chain::Chain& chain, const std::vector<std::string>& providers) {
  std::vector<std::string> names = providers;
  for (const auto& segment : chain.segments) names.push_back(segment.id);
  const std::vector<std::string> near = Nearest(text, names);
  return {ErrorKind::kInvalidArgument,
          fmt::format("'{}' is no economy, no segment of this chain and no organisation that provides one (nearest: "
                      "{}{}{}); `tenon chain show FILE` lists the segments",
                      text, fmt::join(near, ", "), near.empty() ? "" : "; economies ", store::NearestEconomies(text)),
          std::string(kWhere)};
}

}  // namespace

Result<Removal> ReadRemoval(const std::vector<std::string>& texts, const chain::Chain& chain,
                            const std::vector<std::vector<Provider>>& providers) {
  std::set<std::string> known;
  for (const auto& basis : providers) {
    for (const Provider& provider : basis) known.insert(provider.name);
  }
  const std::vector<std::string> organisations(known.begin(), known.end());
  Removal removal;
  std::vector<std::string> en, zh;
  for (const std::string& text : texts) {
    std::string_view rest = text;
    std::string_view kind;
    for (const std::string_view prefix : {"economy:", "segment:", "provider:"}) {
      if (!rest.starts_with(prefix)) continue;
      kind = prefix.substr(0, prefix.size() - 1);
      rest.remove_prefix(prefix.size());
      break;
    }
    Named named = Look(rest, chain, organisations);
    if (!kind.empty() && kind != "economy") named.economy = nullptr;
    if (!kind.empty() && kind != "segment") named.segment.reset();
    if (!kind.empty() && kind != "provider") named.provider.clear();
    std::vector<std::string> meant;
    if (named.economy != nullptr) meant.push_back("economy:" + named.economy->code);
    if (named.segment) meant.push_back("segment:" + chain.segments[*named.segment].id);
    if (!named.provider.empty()) meant.push_back("provider:" + named.provider);
    if (meant.empty()) return std::unexpected(NotNamed(std::string(rest), chain, organisations));
    if (meant.size() > 1) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("'{}' names several things; say which: {}", text, fmt::join(meant, ", ")),
                  std::string(kWhere));
    }
    if (named.economy != nullptr) {
      if (named.economy->kind == store::EconomyKind::kGroup) {
        return Fail(ErrorKind::kInvalidArgument,
                    fmt::format("{} is a group of economies; name its members", named.economy->code),
                    std::string(kWhere));
      }
      if (!removal.economies.insert(named.economy->code).second) continue;
      en.push_back(EconomyText(named.economy->code).en);
      zh.push_back(EconomyText(named.economy->code).zh);
    } else if (named.segment) {
      if (!removal.segments.insert(*named.segment).second) continue;
      en.push_back(chain.segments[*named.segment].name.en);
      zh.push_back(chain.segments[*named.segment].name.zh);
    } else if (removal.providers.insert(named.provider).second) {
      en.push_back(named.provider);
      zh.push_back(named.provider);
    }
  }
  removal.text = {fmt::format("{}", fmt::join(en, ", ")), fmt::format("{}", fmt::join(zh, "、"))};
  return removal;
}

}  // namespace tenon::analyses
