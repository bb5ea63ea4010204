#ifndef TENON_ANALYSES_OUTCOME_H_
#define TENON_ANALYSES_OUTCOME_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analyses/loss.h"
#include "econ/amount.h"
#include "graph/needs.h"
#include "tenon/job.h"

namespace tenon::analyses {

struct OutcomeOptions {
  double substitution = 0;  ///< part of a segment's lost supply that something outside takes over; 0..1
  std::size_t draws = 1000;
  std::uint64_t seed = 1;
};

/// What is left of a segment under one reading of its variants.
struct Left {
  double value = 1;
  econ::Interval interval{1, 1};
  std::vector<std::size_t> way;  ///< from the segment whose own supply is what binds, down to this one
};

/// A segment after the losses have run down the chain.
struct SegmentOutcome {
  Left replace;            ///< variants replace each other
  Left apart;              ///< each keeps to its own part; parts are unknown: equal, and drawn uniform on the simplex
  std::size_t silent = 0;  ///< of the segments it rests on (itself included) how many have a loss that is not known
};

/// Cascades losses down the chain, once as published and once for each draw. A loss that is not known takes nothing
/// away: what is left is at most this, as far as `silent` is above 0. Errors  those of graph::Cascade; Cancelled.
Result<std::vector<SegmentOutcome>> MeasureOutcomes(const graph::Needs& needs, const std::vector<SegmentLoss>& losses,
                                                    const OutcomeOptions& options, const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_OUTCOME_H_
