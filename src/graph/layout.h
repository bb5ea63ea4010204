#ifndef TENON_GRAPH_LAYOUT_H_
#define TENON_GRAPH_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/repulsion.h"
#include "graph/spanning_forest.h"

namespace tenon::graph {

struct LayoutOptions {
  std::uint64_t seed = 1;
  int steps = 400;
};

/// Positions for a drawing: linked nodes attract each other with distance^2, all nodes repel each other with
/// 1/distance, all are held to the middle; moves shrink to nothing. The longer side of the drawing is scaled to 0..1.
/// A help to the eye: only who is linked to whom means something, not the axes nor the distance of what is not linked.
///
/// Shape       one for each node; a single node stands at (0.5, 0.5).
/// REQUIRES    edge ends < nodes.
/// Complexity  O(steps x (edges + nodes log nodes)).
/// Threads     one; the same seed and edges give the same drawing.
/// Reference   Fruchterman & Reingold 1991, doi 10.1002/spe.4380211102.
std::vector<Point> LayOut(std::size_t nodes, std::span<const Edge> edges, const LayoutOptions& options = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_LAYOUT_H_
