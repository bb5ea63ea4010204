#include "analyses/dependence.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "analyses/measure.h"
#include "fmt/format.h"
#include "graph/dominator.h"

namespace tenon::analyses {
namespace {

Result<std::vector<graph::SinglePoint>> SinglePoints(const chain::Chain& chain) {
  std::vector<graph::Arc> arcs;
  for (const auto& link : chain.links) {
    arcs.push_back({static_cast<graph::Node>(link.from), static_cast<graph::Node>(link.to),
                    link.kind == chain::LinkKind::kVariant ? graph::ArcKind::kVariant : graph::ArcKind::kInput});
  }
  TENON_ASSIGN(const graph::Dag dag, graph::MakeDag(static_cast<graph::Node>(chain.segments.size()), arcs));
  return graph::SinglePointsOfFailure(dag);
}

std::optional<bool> IsSinglePoint(graph::SinglePoint point) {
  if (point == graph::SinglePoint::kNoAnswer) return std::nullopt;
  return point == graph::SinglePoint::kYes;
}

void SetSupply(const SegmentSupply& supply, econ::SegmentEvidence& evidence) {
  if (supply.from == SegmentSupply::From::kNothing) return;
  evidence.supply = supply.supply;
  evidence.supply_error = supply.error;
  evidence.import_share = supply.foreign_share;
}

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

/// Segments that rest on the same rows in every measure, on which controls bear alike and which have a like place in
/// the graph, carry one number.
void NumberGroups(const ChainEvidence& evidence, const ChainControls& controls,
                  std::vector<econ::SegmentEvidence>& segments, std::vector<SegmentDependence>& results) {
  using Rows = std::tuple<std::vector<std::optional<std::size_t>>, std::set<std::string>, bool, std::optional<bool>>;
  std::map<Rows, std::vector<std::size_t>> groups;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    Rows rows{evidence.basis_of[s], {}, false, segments[s].single_point};
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

/// Who depends on whom: every economy that sells or buys anything here, against every segment.
Result<econ::Leverage> LeverageOf(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                  const std::vector<std::optional<bool>>& single_point, const std::string& economy,
                                  const econ::ShortageOptions& options, const std::vector<std::string>& economies) {
  const std::size_t n = evidence.basis_of.size();
  econ::HoldInput input{economies.size(), n, std::vector<econ::Amount>(economies.size() * n),
                        std::vector<econ::Amount>(economies.size() * n)};
  econ::ShortageOptions once = options;
  once.draws = 1;
  for (std::size_t o = 0; o < economies.size(); ++o) {
    if (economies[o] == economy) continue;
    std::vector<econ::SegmentEvidence> segments(n);
    std::vector<SegmentSupply> supplies(n);
    bool any = false;
    for (std::size_t s = 0; s < n; ++s) {
      supplies[s] = SupplyOf(evidence, amounts, s, economies[o]);
      const auto place = std::ranges::find(supplies[s].suppliers, economy);
      if (place == supplies[s].suppliers.end()) continue;
      SetSupply(supplies[s], segments[s]);
      segments[s].single_point = single_point[s];
      const econ::Supply& supply = supplies[s].supply;
      double whole = supply.residual + supply.own;
      for (const auto& amount : supply.named) whole += amount.value_or(0);
      if (supply.whole == econ::Supply::Whole::kOne) whole = std::max(1.0, whole);
      const auto& own = supply.named[static_cast<std::size_t>(place - supplies[s].suppliers.begin())];
      if (own && whole > 0) input.share[o * n + s] = *own / whole;
      any = true;
    }
    if (!any) continue;
    TENON_ASSIGN(const auto shortages, econ::MeasureShortage(segments, once));
    for (std::size_t s = 0; s < n; ++s) input.scarcity[o * n + s] = shortages[s].scarcity.value;
  }
  return econ::MeasureLeverage(input);
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
  TENON_ASSIGN(const auto points, SinglePoints(chain));
  std::vector<std::optional<bool>> single_point;
  std::ranges::transform(points, std::back_inserter(single_point), IsSinglePoint);

  std::vector<econ::SegmentEvidence> segments(n);
  std::set<std::string> partners;
  for (std::size_t s = 0; s < n; ++s) {
    SegmentSupply& supply = result.segments[s].supply;
    supply = SupplyOf(evidence, amounts, s, options.economy);
    SetSupply(supply, segments[s]);
    SetControls(controls, s, supply, segments[s]);
    if (const Reading* invention = profiles.At(s, econ::Station::kInvention)) {
      SetPatents(evidence, amounts, invention->basis, options.economy, segments[s]);
    }
    segments[s].single_point = single_point[s];
    segments[s].discovery = CapabilityAt(profiles, s, econ::Station::kDiscovery);
    segments[s].invention = CapabilityAt(profiles, s, econ::Station::kInvention);
    segments[s].production = CapabilityAt(profiles, s, econ::Station::kProduction);
    partners.insert(supply.suppliers.begin(), supply.suppliers.end());
  }
  for (const auto& imports : amounts.imports) {
    for (const auto& [importer, years] : imports) partners.insert(importer);
  }
  partners.erase(options.economy);
  NumberGroups(evidence, controls, segments, result.segments);

  const std::vector<std::string> economies(partners.begin(), partners.end());
  TENON_ASSIGN(const econ::Leverage leverage,
               LeverageOf(evidence, amounts, single_point, options.economy, options.shortage, economies));
  for (const auto& hold : leverage.holds) {
    result.holds.push_back({economies[hold.over], hold.segment, hold.share, hold.scarcity, hold.value});
  }
  std::ranges::stable_sort(result.holds, std::ranges::greater(), &NamedHold::value);
  for (std::size_t s = 0; s < n; ++s) {
    const SegmentSupply& supply = result.segments[s].supply;
    std::vector<econ::Amount> amount(economies.size() + 1);  // the last one stands for the economy itself
    for (std::size_t i = 0; i < supply.suppliers.size(); ++i) {
      const auto at = std::ranges::lower_bound(economies, supply.suppliers[i]) - economies.begin();
      amount[static_cast<std::size_t>(at)] = supply.supply.named[i];
    }
    std::vector<econ::Amount> over = leverage.over;
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
