#ifndef TENON_ANALYSES_CHAIN_OUTLOOK_H_
#define TENON_ANALYSES_CHAIN_OUTLOOK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyses/activities.h"
#include "analyses/segment_activities.h"
#include "chain/chain.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// A chain held against the activities of places, and what is known of its segments for one economy.
struct ChainOutlook {
  chain::Chain chain;
  std::string sha256;                           ///< of the chain file
  std::vector<SegmentActivities> activities;    ///< by segment
  std::vector<std::optional<double>> shortage;  ///< overall, by segment
  /// Whether the economy's share of the world's research or patents is larger in its newest three years than in the
  /// three before: true if either rose, false if what is known did not, missing where nothing is known.
  std::vector<std::optional<bool>> rising;
  std::string unassessed;  ///< why shortage and rising are missing throughout; "" where they were assessed
  std::vector<std::string> notes;
};

/// `scheme`, `codes`: of the activities. `economy`: for whom shortage is asked; "" leaves it out. `until`: nothing
/// newer is used for it. Its parameters are the defaults of `shortage`. Errors  those of ReadChain; not that the
/// economy or the years have no data, which `unassessed` tells.
Result<ChainOutlook> ReadChainOutlook(const Question& question, const std::string& scheme,
                                      const std::vector<std::string>& codes, const std::string& file,
                                      const std::string& economy, std::optional<std::int64_t> until);

/// The economy of a place: itself, or where the region lies; "" where that is not known.
std::string EconomyOf(const ActivitySource& chosen, const std::string& place);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CHAIN_OUTLOOK_H_
