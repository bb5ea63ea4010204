#ifndef TENON_GRAPH_SPANNING_FOREST_H_
#define TENON_GRAPH_SPANNING_FOREST_H_

#include <cstddef>
#include <span>
#include <vector>

#include "graph/graph.h"

namespace tenon::graph {

/// An undirected edge; a < b.
struct Edge {
  Node a = 0;
  Node b = 0;
  double weight = 0;
};

/// The forest of largest total weight that links whatever can be linked: a backbone of the strongest edges. Pairs of
/// weight 0 or less are not linked. Among equal weights the lower node numbers win.
///
/// Shape       weights: nodes x nodes, symmetric, row by row; the diagonal is not read. Edges by (a, b).
/// REQUIRES    weights.size() == nodes x nodes.
/// Complexity  O(nodes^2) (Prim), O(nodes) beside the weights.
std::vector<Edge> MaximumSpanningForest(std::size_t nodes, std::span<const double> weights);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_SPANNING_FOREST_H_
