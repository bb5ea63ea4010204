#include "analyses/loss.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyses/measure.h"
#include "base/random.h"
#include "econ/supply_sampler.h"

namespace tenon::analyses {
namespace {

/// An organisation that is lost: a known share, or a part of `open` that it divides with others of unknown share.
struct LostProvider {
  econ::Amount share;
  double open = 0;
  std::size_t others = 0;
};

/// Organisations taken away whose economy stays.
std::vector<LostProvider> LostProviders(const std::vector<Provider>& providers, const SegmentSupply& supply,
                                        const Removal& removal) {
  std::vector<LostProvider> lost;
  for (const Provider& provider : providers) {
    if (!removal.providers.contains(provider.name) || removal.economies.contains(provider.economy)) continue;
    LostProvider& entry = lost.emplace_back(LostProvider{provider.share, 0, 0});
    if (provider.share) continue;
    double whole = 1;  // of the economy where its share is known, else of the world
    bool of_economy = false;
    for (std::size_t i = 0; i < supply.suppliers.size(); ++i) {
      of_economy = of_economy || (supply.suppliers[i] == provider.economy && supply.supply.named[i].has_value());
      if (supply.suppliers[i] == provider.economy) whole = supply.supply.named[i].value_or(1);
    }
    double known = 0;
    for (const Provider& other : providers) {
      if (of_economy && other.economy != provider.economy) continue;
      known += other.share.value_or(0);
      if (!other.share && other.name != provider.name) ++entry.others;
    }
    entry.open = std::max(0.0, whole - known);
  }
  return lost;
}

double DrawLost(const LostProvider& provider, const econ::ErrorDraw& error, Random& random) {
  if (provider.share) {
    const double lost = error(*provider.share, random);
    const double rest = error(std::max(0.0, 1 - *provider.share), random);
    return lost + rest > 0 ? lost / (lost + rest) : 0;
  }
  if (provider.others == 0) return provider.open;
  const double own = random.Gamma(1), others = random.Gamma(static_cast<double>(provider.others));
  return provider.open * own / (own + others);
}

/// What is lost on one set of rows.
Result<SegmentLoss> LossOf(SegmentSupply supply, const ChainEvidence& evidence,
                           const std::vector<std::vector<Provider>>& providers, const Removal& removal,
                           const LossOptions& options) {
  SegmentLoss loss;
  loss.supply = std::move(supply);
  if (removal.economies.empty() && removal.providers.empty()) {  // only segments: the others lose nothing themselves
    loss.share = 0;
    loss.draws.assign(options.draws, 0);
    return loss;
  }
  if (loss.supply.from == SegmentSupply::From::kNothing) return loss;
  econ::Supply who = loss.supply.supply;
  econ::Withholding taken;
  std::size_t named = 0;
  for (const auto& supplier : loss.supply.suppliers) {
    taken.suppliers.push_back(removal.economies.contains(supplier));
    named += taken.suppliers.back() ? 1U : 0U;
  }
  if (removal.economies.contains(options.economy)) {
    who.named.emplace_back(std::exchange(who.own, 0));
    taken.suppliers.push_back(true);
    ++named;
  }
  const Basis& basis = evidence.bases[loss.supply.basis];
  const bool covers_world = Measures()[basis.measure].absence == Measure::Absence::kInResidual;
  const bool names_organisations = loss.supply.from == SegmentSupply::From::kProvision;
  taken.unlisted = covers_world && named < removal.economies.size();
  const bool economies_known = named > 0 || (covers_world && !removal.economies.empty());
  if (!economies_known && !(names_organisations && !removal.providers.empty())) return loss;

  TENON_CHECK(econ::MeasureConcentration(who));
  const econ::SupplySampler sampler(who, loss.supply.error, taken);
  const econ::ErrorDraw error(loss.supply.error);
  const auto organisations = names_organisations ? LostProviders(providers[loss.supply.basis], loss.supply, removal)
                                                 : std::vector<LostProvider>();
  double share = economies_known ? sampler.Withheld().value_or(0) : 0;
  for (const LostProvider& provider : organisations) {
    share += provider.share.value_or(provider.open / static_cast<double>(provider.others + 1));
  }
  loss.share = std::min(1.0, share);
  Random random(options.seed, loss.supply.basis);
  for (std::size_t d = 0; d < options.draws; ++d) {
    double drawn = economies_known ? sampler.Draw(random).withheld : 0;
    for (const LostProvider& provider : organisations) drawn += DrawLost(provider, error, random);
    loss.draws.push_back(std::clamp(drawn, 0.0, 1.0));
  }
  return loss;
}

}  // namespace

Result<std::vector<SegmentLoss>> MeasureLosses(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                               const std::vector<std::vector<Provider>>& providers,
                                               const Removal& removal, const LossOptions& options) {
  std::vector<SegmentLoss> losses;
  std::map<std::pair<SegmentSupply::From, std::size_t>, std::size_t> known;  // rows -> segment
  for (std::size_t s = 0; s < evidence.basis_of.size(); ++s) {
    SegmentSupply supply = SupplyOf(evidence, amounts, s, options.economy);
    if (removal.segments.contains(s)) {
      losses.push_back({std::move(supply), 1, std::vector<double>(options.draws, 1)});
      continue;
    }
    const auto [found, is_new] = known.try_emplace({supply.from, supply.basis}, s);
    if (!is_new) {
      losses.push_back(losses[found->second]);
      continue;
    }
    TENON_ASSIGN(SegmentLoss loss, LossOf(std::move(supply), evidence, providers, removal, options));
    losses.push_back(std::move(loss));
  }
  return losses;
}

}  // namespace tenon::analyses
