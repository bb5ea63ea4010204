#ifndef TENON_ECON_VARIETY_H_
#define TENON_ECON_VARIETY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "econ/activity.h"
#include "tenon/error.h"

namespace tenon::econ {

/// How a place's amounts are spread.
struct Variety {
  double entropy = 0;    ///< over activities: -sum s log2 s; equals unrelated + related
  double unrelated = 0;  ///< over groups of activities
  double related = 0;    ///< within groups: the mean of their entropies, weighted by their shares
};

/// Entropy of each place, split into unrelated and related variety by groups of activities (2-digit groups of 4-digit
/// codes are usual).
///
/// Units       bits.
/// Shape       one for each place; missing where its total is 0.
/// Errors      InvalidArgument: not one group for each activity.
/// Reference   Frenken, Van Oort & Verburg 2007, doi 10.1080/00343400601120296.
Result<std::vector<std::optional<Variety>>> MeasureVariety(const ActivityTable& table,
                                                           std::span<const std::uint32_t> group_of_activity);

}  // namespace tenon::econ

#endif  // TENON_ECON_VARIETY_H_
