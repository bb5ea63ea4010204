#ifndef TENON_ANALYSES_CONSORTIUM_ANSWER_H_
#define TENON_ANALYSES_CONSORTIUM_ANSWER_H_

#include <cstddef>
#include <vector>

#include "analyses/consortium_actors.h"
#include "plan/consortium.h"
#include "tenon/spec.h"
#include "tenon/table.h"

namespace tenon::analyses {

/// A consortium that was found, and what it was chosen from.
struct ConsortiumFound {
  ConsortiumCandidates candidates;
  plan::ConsortiumProblem problem;  ///< actors and capabilities are those of `candidates`
  plan::ConsortiumPlan plan;
  std::size_t considered = 0;  ///< actors that could have been members
};

/// members, cover, totals, runners_up, ties
std::vector<ResultTable> ConsortiumTables();
/// The same, filled.
std::vector<Table> ConsortiumAnswer(const ConsortiumFound& found);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CONSORTIUM_ANSWER_H_
