#ifndef TENON_PLAN_ASSIGNMENT_H_
#define TENON_PLAN_ASSIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plan/mip.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::plan {

/// A need and a result that may come together, and what each side thinks of it: the higher, the better.
struct PossiblePair {
  std::uint32_t need = 0, result = 0;
  double for_need = 0, for_result = 0;
};

/// How many pairs each may be part of; 0: none.
struct AssignmentCapacities {
  std::vector<std::uint32_t> needs, results;
};

/// A stable assignment: no need and result that may come together would both rather have each other than what they
/// have (or than a free place). Of all stable ones no need can do better than in this one.
///
/// Needs propose in the order of `for_need`, results keep the best by `for_result`; equal ones in the order of `pairs`.
///
/// Shape       places in `pairs`, ascending.
/// REQUIRES    each pair of need and result once.
/// Errors      InvalidArgument: a need or result without a capacity, a score that is not finite.
/// Complexity  O(p log p) for p pairs.
/// Reference   Gale & Shapley 1962, doi 10.2307/2312726 (deferred acceptance); Roth 1984, doi 10.2307/1911052 (several
///             partners on both sides).
Result<std::vector<std::size_t>> AssignStably(std::span<const PossiblePair> pairs,
                                              const AssignmentCapacities& capacities);

struct WeightedAssignment {
  std::vector<std::size_t> pairs;  ///< places, ascending
  MipStatus status = MipStatus::kOptimal;
  double value = 0;  ///< the sum of `for_need` of the pairs
  double bound = 0;  ///< no assignment has a larger sum
};

/// The assignment with the largest sum of `for_need`: a maximum-weight b-matching, proven by the solver. Pairs that are
/// worth nothing are not taken.
///
/// REQUIRES, Errors as AssignStably; also those of SolveMip.
/// Reference   Edmonds 1965, doi 10.6028/jres.069B.013; of two sides the linear
///             programme has whole solutions (Hoffman & Kruskal 1956).
Result<WeightedAssignment> AssignByWeight(std::span<const PossiblePair> pairs, const AssignmentCapacities& capacities,
                                          const MipOptions& options = {}, const Job& job = {});

}  // namespace tenon::plan

#endif  // TENON_PLAN_ASSIGNMENT_H_
