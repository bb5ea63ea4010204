#include "analyses/dependence.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "analyses/chain_graph.h"
#include "analyses/measure.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

void SetControls(const ChainControls& controls, std::size_t segment, const SegmentSupply& supply,
                 econ::SegmentEvidence& evidence) {
  if (!controls.loaded) return;
  const SegmentControls& found = controls.segments[segment];
  econ::Withholding& withholding = evidence.withholding.emplace();
  withholding.unlisted = found.unknown;
  if (found.withholding.empty()) return;
  for (const auto& supplier : supply.suppliers) withholding.suppliers.push_back(found.withholding.contains(supplier));
  for (const auto& jurisdiction : found.withholding) {
    if (std::ranges::find(supply.suppliers, jurisdiction) == supply.suppliers.end()) withholding.unlisted = true;
  }
}

/// Holders of the patent families of the newest year.
void SetPatents(const ChainEvidence& evidence, const ChainAmounts& amounts, std::size_t basis,
                const std::string& economy, econ::SegmentEvidence& segment) {
  const Series& series = amounts.of_basis[basis];
  if (series.years.empty()) return;
  const Series::Year& year = series.years.rbegin()->second;
  econ::Supply holders;
  double listed = 0;
  for (const auto& [name, amount] : year.economies) {
    if (name == economy && amount) segment.home = holders.named.size();
    holders.named.push_back(amount);
    listed += amount.value_or(0);
  }
  holders.residual = std::max(0.0, year.world.value_or(listed) - listed) + year.residual;
  segment.patents = std::move(holders);
  segment.patents_error = ErrorOf(evidence.bases[basis]);
}

std::optional<econ::Capability> CapabilityAt(const ChainProfiles& profiles, std::size_t segment,
                                             econ::Station station) {
  const Reading* reading = profiles.At(segment, station);
  if (reading == nullptr || reading->state == Reading::State::kNoData) return std::nullopt;
  return econ::CapabilityOf(reading->strength);
}

/// Segments that rest on the same rows in every measure, on which controls bear alike, which have a like place in the
/// graph and a like look-through exposure, carry one number.
void NumberGroups(const ChainEvidence& evidence, const ChainControls& controls,
                  std::vector<econ::SegmentEvidence>& segments, std::vector<SegmentDependence>& results) {
  using Rows = std::tuple<std::vector<std::optional<std::size_t>>, std::set<std::string>, bool, std::optional<bool>,
                          std::optional<double>>;
  std::map<Rows, std::vector<std::size_t>> groups;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    Rows rows{evidence.basis_of[s], {}, false, segments[s].single_point, std::nullopt};
    if (segments[s].look_through) std::get<4>(rows) = segments[s].look_through->value;
    if (controls.loaded) {
      std::get<1>(rows) = controls.segments[s].withholding;
      std::get<2>(rows) = controls.segments[s].unknown;
    }
    const bool silent = std::ranges::none_of(evidence.basis_of[s], [](const auto& basis) { return basis.has_value(); });
    if (!silent) groups[rows].push_back(s);
  }
  std::vector<std::vector<std::size_t>> shared;
  for (auto& [rows, members] : groups) {
    if (members.size() > 1) shared.push_back(std::move(members));
  }
  std::ranges::sort(shared);
  for (std::size_t g = 0; g < shared.size(); ++g) {
    for (const std::size_t member : shared[g]) {
      segments[member].group = g;
      results[member].group = fmt::format("G{}", g + 1);
    }
  }
}

/// One year of the suppliers; its scarcity is filled in by the caller.
Result<SupplyYear> YearOf(const SegmentSupply& supply) {
  SupplyYear year;
  year.year = supply.year;
  TENON_ASSIGN(year.concentration, econ::MeasureConcentration(supply.supply));
  if (year.concentration.top) year.top_supplier = supply.suppliers[*year.concentration.top];
  if (supply.foreign_share) year.foreign_share = supply.foreign_share->value;
  return year;
}

/// Supply of the last k years on the rows of the newest one, and how often it was scarce.
Status AddHistory(const ChainEvidence& evidence, const ChainAmounts& amounts, const DependenceOptions& options,
                  std::vector<SegmentDependence>& results) {
  econ::ShortageOptions once = options.shortage;
  once.draws = 1;
  std::vector<std::vector<econ::Amount>> values(results.size());
  for (int back = options.persistence_years - 1; back >= 0; --back) {
    std::vector<econ::SegmentEvidence> segments(results.size());
    std::vector<std::optional<std::size_t>> place(results.size());  // in history
    for (std::size_t s = 0; s < results.size(); ++s) {
      SegmentDependence& result = results[s];
      if (result.supply.from == SegmentSupply::From::kNothing) continue;
      const SegmentSupply supply =
          back == 0 ? result.supply : SupplyOf(evidence, amounts, s, options.economy, result.supply.year - back);
      if (supply.from == SegmentSupply::From::kNothing || supply.basis != result.supply.basis) continue;
      SetSupply(supply, segments[s]);
      place[s] = result.history.size();
      TENON_ASSIGN(SupplyYear year, YearOf(supply));
      result.history.push_back(std::move(year));
    }
    TENON_ASSIGN(const auto shortages, econ::MeasureShortage(segments, once));
    for (std::size_t s = 0; s < results.size(); ++s) {
      values[s].push_back(shortages[s].supplier_scarcity);
      if (place[s]) results[s].history[*place[s]].scarcity = shortages[s].supplier_scarcity;
    }
  }
  for (std::size_t s = 0; s < results.size(); ++s) {
    results[s].persistence = econ::MeasurePersistence(values[s], options.shortage.choked_threshold,
                                                      static_cast<std::size_t>(options.persistence_years));
  }
  return {};
}

}  // namespace

Result<ChainDependence> MeasureDependence(const chain::Chain& chain, const ChainEvidence& evidence,
                                          const ChainAmounts& amounts, const ChainControls& controls,
                                          const ChainProfiles& profiles, const DependenceOptions& options) {
  ChainDependence result;
  const std::size_t n = chain.segments.size();
  result.segments.resize(n);
  TENON_ASSIGN(const graph::Needs needs, NeedsOf(chain));
  const std::vector<std::optional<bool>> single_point = SinglePoints(needs);

  std::vector<econ::SegmentEvidence> segments(n);
  for (std::size_t s = 0; s < n; ++s) {
    SegmentSupply& supply = result.segments[s].supply;
    supply = SupplyOf(evidence, amounts, s, options.economy);
    SetSupply(supply, segments[s]);
    SetControls(controls, s, supply, segments[s]);
    if (const Reading* invention = profiles.At(s, econ::Station::kInvention)) {
      SetPatents(evidence, amounts, invention->basis, options.economy, segments[s]);
    }
    segments[s].single_point = single_point[s];
    if (!options.look_through.empty()) segments[s].look_through = options.look_through[s];
    segments[s].discovery = CapabilityAt(profiles, s, econ::Station::kDiscovery);
    segments[s].invention = CapabilityAt(profiles, s, econ::Station::kInvention);
    segments[s].production = CapabilityAt(profiles, s, econ::Station::kProduction);
  }
  NumberGroups(evidence, controls, segments, result.segments);

  const std::vector<std::string> economies = PartnersOf(evidence, amounts, options.economy);
  econ::ShortageOptions once = options.shortage;
  once.draws = 1;
  TENON_ASSIGN(result.holds, MeasureHolds(evidence, amounts, single_point, options.economy, economies, once));
  for (std::size_t s = 0; s < n; ++s) {
    const SegmentSupply& supply = result.segments[s].supply;
    std::vector<econ::Amount> amount(economies.size() + 1);  // the last one stands for the economy itself
    for (std::size_t i = 0; i < supply.suppliers.size(); ++i) {
      const auto at = std::ranges::lower_bound(economies, supply.suppliers[i]) - economies.begin();
      amount[static_cast<std::size_t>(at)] = supply.supply.named[i];
    }
    std::vector<econ::Amount> over = result.holds.over;
    over.emplace_back();
    segments[s].leverage = econ::LeverageAtSegment(amount, over, economies.size());
  }

  TENON_ASSIGN(auto shortages, econ::MeasureShortage(segments, options.shortage));
  for (std::size_t s = 0; s < n; ++s) {
    SegmentDependence& segment = result.segments[s];
    segment.shortage = std::move(shortages[s]);
    if (segment.shortage.choked_probability) {
      segment.choked = *segment.shortage.choked_probability >= options.probability;
    }
  }
  TENON_CHECK(AddHistory(evidence, amounts, options, result.segments));
  return result;
}

}  // namespace tenon::analyses
