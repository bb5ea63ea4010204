#include "analyses/hold.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "graph/dominator.h"

namespace tenon::analyses {
namespace {

/// What `supplier` supplies of a segment to another, as evidence of how scarce the segment is for that other. Its share
/// takes the place of what is withheld, so that both are drawn together.
struct Dealing {
  SegmentSupply supply;
  econ::Amount share;  ///< of the whole; missing: supplies, nobody says how much
  econ::SegmentEvidence evidence;
};

std::optional<Dealing> DealingOf(SegmentSupply supply, const std::string& supplier, std::optional<bool> single_point) {
  const auto place = std::ranges::find(supply.suppliers, supplier);
  if (place == supply.suppliers.end()) return std::nullopt;
  Dealing dealing;
  const auto at = static_cast<std::size_t>(place - supply.suppliers.begin());
  const double whole = econ::WholeOf(supply.supply);
  if (supply.supply.named[at] && whole > 0) dealing.share = *supply.supply.named[at] / whole;
  SetSupply(supply, dealing.evidence);
  dealing.evidence.single_point = single_point;
  econ::Withholding& withholding = dealing.evidence.withholding.emplace();
  withholding.suppliers.assign(supply.suppliers.size(), false);
  withholding.suppliers[at] = true;
  dealing.supply = std::move(supply);
  return dealing;
}

std::optional<econ::Interval> ProductInterval(double value, const std::vector<double>& a,
                                              const std::vector<double>& b) {
  if (a.size() < 2 || a.size() != b.size()) return std::nullopt;
  std::vector<double> product(a.size());
  std::ranges::transform(a, b, product.begin(), std::multiplies());
  return econ::IntervalAround(value, product);
}

}  // namespace

std::vector<std::optional<bool>> SinglePoints(const graph::Needs& needs) {
  std::vector<std::optional<bool>> result;
  for (const auto point : graph::SinglePointsOfFailure(needs.dag())) {
    result.push_back(point == graph::SinglePoint::kNoAnswer ? std::nullopt
                                                            : std::optional(point == graph::SinglePoint::kYes));
  }
  return result;
}

void SetSupply(const SegmentSupply& supply, econ::SegmentEvidence& evidence) {
  if (supply.from == SegmentSupply::From::kNothing) return;
  evidence.supply = supply.supply;
  evidence.supply_error = supply.error;
  evidence.import_share = supply.foreign_share;
}

std::vector<std::string> PartnersOf(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                    const std::string& economy) {
  std::set<std::string> partners;
  for (std::size_t s = 0; s < evidence.basis_of.size(); ++s) {
    const SegmentSupply supply = SupplyOf(evidence, amounts, s, economy);
    partners.insert(supply.suppliers.begin(), supply.suppliers.end());
  }
  for (const auto& imports : amounts.imports) {
    for (const auto& [importer, years] : imports) partners.insert(importer);
  }
  partners.erase(economy);
  return {partners.begin(), partners.end()};
}

Result<Holds> MeasureHolds(const ChainEvidence& evidence, const ChainAmounts& amounts,
                           const std::vector<std::optional<bool>>& single_point, const std::string& economy,
                           const std::vector<std::string>& economies, const econ::ShortageOptions& options) {
  using Rows = std::tuple<SegmentSupply::From, std::size_t, std::optional<bool>>;
  const std::size_t n = evidence.basis_of.size();
  econ::HoldInput input{economies.size(), n, std::vector<econ::Amount>(economies.size() * n),
                        std::vector<econ::Amount>(economies.size() * n)};
  std::map<std::pair<std::size_t, std::size_t>, NamedHold> named;  // over, segment
  for (std::size_t o = 0; o < economies.size(); ++o) {
    if (economies[o] == economy) continue;
    std::map<Rows, std::size_t> known;
    std::vector<Dealing> dealings;
    std::vector<econ::SegmentEvidence> segments;
    std::vector<std::optional<std::size_t>> dealing_of(n);
    for (std::size_t s = 0; s < n; ++s) {
      auto dealing = DealingOf(SupplyOf(evidence, amounts, s, economies[o]), economy, single_point[s]);
      if (!dealing) continue;
      const auto [found, is_new] =
          known.try_emplace({dealing->supply.from, dealing->supply.basis, single_point[s]}, dealings.size());
      dealing_of[s] = found->second;
      if (!is_new) continue;
      segments.push_back(dealing->evidence);
      dealings.push_back(*std::move(dealing));
    }
    if (dealings.empty()) continue;
    TENON_ASSIGN(const auto shortages, econ::MeasureShortage(segments, options));
    for (std::size_t s = 0; s < n; ++s) {
      if (!dealing_of[s]) continue;
      const Dealing& dealing = dealings[*dealing_of[s]];
      const econ::SegmentShortage& shortage = shortages[*dealing_of[s]];
      input.share[o * n + s] = dealing.share;
      input.scarcity[o * n + s] = shortage.scarcity.value;
      if (!dealing.share || !shortage.scarcity.value) continue;
      NamedHold& hold = named[{o, s}];
      hold = {economies[o], s, dealing.supply.from, dealing.supply.basis, dealing.supply.year, 0, 0, 0, {}, {}, {}};
      if (options.draws < 2) continue;
      hold.share_interval = econ::IntervalAround(*dealing.share, shortage.withheld_draws);
      hold.scarcity_interval = shortage.scarcity.interval;
      hold.value_interval =
          ProductInterval(*dealing.share * *shortage.scarcity.value, shortage.withheld_draws, shortage.scarcity_draws);
    }
  }
  TENON_ASSIGN(econ::Leverage leverage, econ::MeasureLeverage(input));
  Holds holds{economies, std::move(leverage.over), {}};
  for (const econ::Hold& hold : leverage.holds) {
    NamedHold& found = holds.holds.emplace_back(std::move(named[{hold.over, hold.segment}]));
    found.share = hold.share;
    found.scarcity = hold.scarcity;
    found.value = hold.value;
  }
  std::ranges::stable_sort(holds.holds, std::ranges::greater(), &NamedHold::value);
  return holds;
}

}  // namespace tenon::analyses
