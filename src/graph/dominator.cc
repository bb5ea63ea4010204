#include "graph/dominator.h"

#include <array>

namespace tenon::graph {

std::vector<std::optional<Node>> ImmediateDominators(const Dag& dag) {
  // All raw inputs hang on one root that is no node of the graph: it is number num_nodes.
  const Node root = dag.num_nodes();
  std::vector<Node> dominator(root + 1U, root);
  std::vector<std::uint32_t> depth(root + 1U, 0);
  for (const Node node : dag.TopologicalOrder()) {
    const auto tails = dag.Tails(node);
    Node meet = tails.empty() ? root : tails.front();
    for (Node other : tails) {
      while (meet != other) {
        if (depth[meet] < depth[other]) {
          other = dominator[other];
        } else {
          meet = dominator[meet];
        }
      }
    }
    dominator[node] = meet;
    depth[node] = depth[meet] + 1;
  }
  std::vector<std::optional<Node>> result(root);
  for (Node node = 0; node < root; ++node) {
    if (dominator[node] != root) result[node] = dominator[node];
  }
  return result;
}

std::vector<SinglePoint> SinglePointsOfFailure(const Dag& dag) {
  const auto dominators = ImmediateDominators(dag);
  std::vector<SinglePoint> result(dag.num_nodes(), SinglePoint::kNoAnswer);
  for (Node product = 0; product < dag.num_nodes(); ++product) {
    if (dag.Tails(product).empty() || !dag.Heads(product).empty()) continue;
    const auto upstream = Reachable(dag, std::array{product}, Direction::kUpstream);
    bool branches = false;
    for (Node node = 0; node < dag.num_nodes(); ++node) {
      branches = branches || (upstream[node] && dag.Tails(node).size() > 1);
    }
    if (!branches) continue;
    for (Node node = 0; node < dag.num_nodes(); ++node) {
      if (upstream[node] && result[node] == SinglePoint::kNoAnswer) result[node] = SinglePoint::kNo;
    }
    for (auto node = dominators[product]; node; node = dominators[*node]) result[*node] = SinglePoint::kYes;
  }
  return result;
}

}  // namespace tenon::graph
