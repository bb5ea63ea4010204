#ifndef TENON_GRAPH_MAIN_PATH_H_
#define TENON_GRAPH_MAIN_PATH_H_

#include <span>
#include <vector>

#include "graph/flow_graph.h"
#include "graph/path_count.h"
#include "tenon/error.h"

namespace tenon::graph {

enum class MainPathKind {
  kForwardLocal,    ///< from the heaviest arc that leaves a source, always on by the heaviest arc
  kBackwardLocal,   ///< from the heaviest arc that enters a sink, always back by the heaviest arc
  kGlobal,          ///< the paths from source to sink whose sum of weights is the largest
  kKeyRouteLocal,   ///< the heaviest arcs of all, each prolonged both ways by the heaviest arcs
  kKeyRouteGlobal,  ///< the heaviest arcs of all, each prolonged both ways by the largest sums
};

struct MainPathOptions {
  MainPathKind kind = MainPathKind::kGlobal;
  std::size_t key_routes = 1;  ///< for kKeyRoute*: how many arcs, and all that equal the last
  /// For kForwardLocal, kBackwardLocal: begin at these nodes, each by its own heaviest arcs; empty: as said above.
  std::vector<Node> starts{};
};

/// The main path: where most of the ways that knowledge took run together. Where arcs or sums are equal, all are kept,
/// so that the path may branch; equal means exactly equal.
///
/// Shape       arcs in ascending order.
/// Errors      InvalidArgument: key_routes is 0, a start that is no node.
/// Complexity  O(nodes + arcs) in doubles; exact arithmetic where doubles cannot tell.
/// Reference   Hummon & Doreian 1989; Batagelj 2003; key routes: Liu & Lu 2012, doi 10.1002/asi.21692.
Result<std::vector<FlowArc>> FindMainPath(const FlowGraph& graph, const PathCounts& counts,
                                          const MainPathOptions& options = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_MAIN_PATH_H_
