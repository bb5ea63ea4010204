#ifndef TENON_GRAPH_DOMINATOR_H_
#define TENON_GRAPH_DOMINATOR_H_

#include <optional>
#include <vector>

#include "graph/graph.h"

namespace tenon::graph {

/// Immediate dominators as seen from all raw inputs together: the last node that every path from a raw input to this
/// node must pass before it. None where two paths from raw inputs share no node before it, and at raw inputs
/// themselves.
///
/// Paths run over input and variant arcs alike: a variant is another path.
///
/// Shape       one for each node.
/// Complexity  O(arcs x depth of the dominator tree): on an acyclic graph one pass in topological order is exact.
/// Reference   Cooper, Harvey & Kennedy 2001, "A Simple, Fast Dominance Algorithm".
std::vector<std::optional<Node>> ImmediateDominators(const Dag& dag);

/// Is a segment a single point of failure? See docs/decisions/0005-single-point-and-choked.md.
enum class SinglePoint {
  kYes,  ///< every path from raw inputs to some final product passes through it, and it is not that product
  kNo,
  kNoAnswer,  ///< it leads only to final products whose way is one unbranched chain, or stands alone: its place tells
              ///< nothing
};

/// Final products are nodes with tails and without heads.
/// Shape       one for each node. Complexity  O(final products x (nodes + arcs)).
std::vector<SinglePoint> SinglePointsOfFailure(const Dag& dag);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_DOMINATOR_H_
