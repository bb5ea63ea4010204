#ifndef TENON_ECON_LEAD_H_
#define TENON_ECON_LEAD_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "econ/resampling.h"
#include "tenon/error.h"

namespace tenon::econ {

/// A holder's part of one unit (a work, a patent), in any weight.
struct Credit {
  std::uint32_t unit = 0;
  std::uint32_t holder = 0;
  double weight = 0;
};

struct HolderShare {
  double weight = 0;
  double share = 0;
  double low = 0, high = 0;  ///< of its interval
};

/// Who holds most, by how much, and how sure that is.
struct Lead {
  std::vector<HolderShare> holders;  ///< one for each holder, in their order
  std::uint32_t leader = 0;          ///< of equals the first
  std::optional<std::uint32_t> second;
  std::optional<double> ratio;  ///< share of the leader / that of the second; missing: there is no second
  std::optional<double> ratio_low, ratio_high;  ///< high missing: no end, the second may hold nothing
  double stays = 0;                             ///< share of draws in which no other holder holds more than the leader
};

/// Shares of holders in the weight of all credits, with percentile intervals over draws of units with replacement.
///
/// The ratio of a draw is that of the leader of the data and the strongest other holder of the draw.
///
/// Errors      InvalidArgument: a unit or holder out of range, a weight negative or not finite, nothing of weight;
///             those of CheckResampling.
/// Complexity  O(draws x (units + credits)).
Result<Lead> MeasureLead(std::span<const Credit> credits, std::uint32_t units, std::uint32_t holders,
                         const ResamplingOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_LEAD_H_
