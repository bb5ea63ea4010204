#ifndef TENON_ANALYSES_LOSS_H_
#define TENON_ANALYSES_LOSS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyses/amounts.h"
#include "analyses/evidence.h"
#include "analyses/provider.h"
#include "analyses/removal.h"
#include "analyses/supply.h"

namespace tenon::analyses {

struct LossOptions {
  std::string economy;  ///< whose supply; "": the world's
  std::size_t draws = 1000;
  std::uint64_t seed = 1;
};

/// What a segment itself loses of its supply, before anything reaches it along the chain.
struct SegmentLoss {
  SegmentSupply supply;
  std::optional<double> share;  ///< 0..1 of its supply; missing: nothing loaded says so
  std::vector<double> draws;    ///< as many as asked for; none where `share` is missing
};

/// Loss of every segment. A segment that is itself taken away loses everything. Otherwise: the share of the economies
/// taken away, suppliers of unknown share drawn uniform on what the known leave open, and what has no name between
/// nobody's and theirs (econ/supply_sampler.h); and of organisations taken away in other economies their share, or,
/// where it is unknown, a part of what is left of their economy's.
///
/// A source that covers the world and does not name an economy leaves it at most what stands under "other"; any other
/// source that does not name it says nothing. Production and trade name no organisations and say nothing of them; where
/// economies are taken away too, theirs is what is lost there.
///
/// Shape       one for each segment. Segments on the same rows have the same draws.
/// Errors      those of econ::MeasureConcentration.
Result<std::vector<SegmentLoss>> MeasureLosses(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                               const std::vector<std::vector<Provider>>& providers,
                                               const Removal& removal, const LossOptions& options);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_LOSS_H_
