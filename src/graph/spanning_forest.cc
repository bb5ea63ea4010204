#include "graph/spanning_forest.h"

#include <algorithm>
#include <utility>

namespace tenon::graph {

std::vector<Edge> MaximumSpanningForest(std::size_t nodes, std::span<const double> weights) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<double> best(nodes, 0);              // of the edges from the tree to a node outside it
  std::vector<std::size_t> nearest(nodes, kNone);  // its end in the tree
  std::vector<bool> in_tree(nodes, false);
  std::vector<Edge> edges;
  for (std::size_t added = 0; added < nodes; ++added) {
    std::size_t next = kNone;
    for (std::size_t node = 0; node < nodes; ++node) {
      if (!in_tree[node] && (next == kNone || best[node] > best[next])) next = node;
    }
    in_tree[next] = true;
    if (nearest[next] != kNone) {
      const auto [a, b] = std::minmax(next, nearest[next]);
      edges.push_back({static_cast<Node>(a), static_cast<Node>(b), best[next]});
    }
    for (std::size_t node = 0; node < nodes; ++node) {
      const double weight = weights[next * nodes + node];
      if (!in_tree[node] && weight > best[node]) {
        best[node] = weight;
        nearest[node] = next;
      }
    }
  }
  std::ranges::sort(edges, {}, [](const Edge& edge) { return std::pair(edge.a, edge.b); });
  return edges;
}

}  // namespace tenon::graph
