#ifndef TENON_GRAPH_COMMUNITY_H_
#define TENON_GRAPH_COMMUNITY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/citation_graph.h"
#include "graph/component.h"
#include "graph/execution.h"
#include "tenon/error.h"

namespace tenon::graph {

struct LeidenOptions {
  double resolution = 1;     ///< above 1: more and smaller communities
  double randomness = 0.01;  ///< of the merges in the refinement
  std::uint64_t seed = 1;
  int most_rounds = 20;  ///< rounds over the whole graph; fewer where a round changes nothing
};

struct Communities {
  Components parts;
  double modularity = 0;
  int rounds = 0;
};

/// Communities that maximise modularity, directions left aside, two nodes that cite each other being one link:
///
///   Q = sum over communities of (links inside / links - resolution (degrees / (2 links))^2)
///
/// Each community is connected. A heuristic: the best division of all is not promised.
///
/// Errors      InvalidArgument: resolution or randomness not above 0; Cancelled.
/// Complexity  O(arcs) for each level of each round, of which there are few.
/// Threads     one. The same seed gives the same communities.
/// Reference   Traag, Waltman & van Eck 2019, doi 10.1038/s41598-019-41695-z.
Result<Communities> FindCommunities(const CitationGraph& graph, const LeidenOptions& options = {},
                                    const Execution& execution = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_COMMUNITY_H_
