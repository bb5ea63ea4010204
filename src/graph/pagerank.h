#ifndef TENON_GRAPH_PAGERANK_H_
#define TENON_GRAPH_PAGERANK_H_

#include <vector>

#include "graph/citation_graph.h"
#include "graph/execution.h"
#include "tenon/error.h"

namespace tenon::graph {

/// What a reader does who has reached a work that cites nothing. In a citation graph these are the oldest works, and
/// all whose references are not at hand: the rule changes the ranks.
enum class SinkRule {
  kJumpAnywhere,  ///< goes on at any node, all alike
  kStay,          ///< stays there until the next jump
};

struct PageRankOptions {
  double damping = 0.85;  ///< in [0, 1): the probability to follow a reference
  SinkRule sinks = SinkRule::kJumpAnywhere;
  double error = 1e-10;  ///< stop when the sum over nodes of |rank - true rank| is certainly below it
  int most_iterations = 1000;
};

struct PageRank {
  std::vector<double> rank;  ///< sums to 1
  int iterations = 0;
  double error_bound = 0;  ///< damping / (1 - damping) x the last change; below PageRankOptions::error
};

/// Where a reader is found who follows references for ever, and jumps anywhere with probability 1 - damping.
///
/// Errors      InvalidArgument: damping or error out of range; NotConverged: most_iterations; Cancelled.
/// Complexity  O(nodes + arcs) for each iteration. Threads  parallel over nodes.
/// Reference   Brin & Page 1998, doi 10.1016/S0169-7552(98)00110-X; the iteration contracts by `damping` in the 1-norm,
///             whence the bound.
Result<PageRank> ComputePageRank(const CitationGraph& graph, const PageRankOptions& options = {},
                                 const Execution& execution = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_PAGERANK_H_
