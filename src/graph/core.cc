#include "graph/core.h"

#include <algorithm>
#include <limits>

#include "graph/neighbours.h"

namespace tenon::graph {
Result<std::vector<std::uint32_t>> Coreness(const CitationGraph& graph, const Execution& execution) {
  const Node nodes = graph.num_nodes();
  std::vector<std::uint32_t> degree(nodes, 0);
  for (Node node = 0; node < nodes; ++node) ForEachNeighbour(graph, node, [&](Node) { ++degree[node]; });
  // A node that is taken away at round k keeps k as its degree: no later round lowers it.
  std::vector<Node> left(nodes), leaving;
  for (Node node = 0; node < nodes; ++node) left[node] = node;
  for (std::uint32_t k = 0; !left.empty(); ++k) {
    TENON_CHECK(CheckStopped(execution));
    leaving.clear();
    std::size_t kept = 0;
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (const Node node : left) {
      if (degree[node] < k) continue;  // left within the last round
      if (degree[node] == k) {
        leaving.push_back(node);
      } else {
        left[kept++] = node;
        least = std::min(least, degree[node]);
      }
    }
    left.resize(kept);
    if (leaving.empty()) {
      if (!left.empty()) k = least - 1;
      continue;
    }
    for (std::size_t i = 0; i < leaving.size(); ++i) {
      ForEachNeighbour(graph, leaving[i], [&](Node end) {
        if (degree[end] > k && --degree[end] == k) leaving.push_back(end);
      });
    }
  }
  return degree;
}

}  // namespace tenon::graph
