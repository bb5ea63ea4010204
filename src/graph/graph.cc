#include "graph/graph.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace tenon::graph {
namespace {

using Pair = std::pair<Node, Node>;

// Compressed rows of pairs sorted by (row, end).
void FillRows(Node num_nodes, const std::vector<Pair>& pairs, std::vector<std::uint32_t>& first,
              std::vector<Node>& ends) {
  first.assign(num_nodes + 1U, 0);
  ends.reserve(pairs.size());
  for (const auto& [row, end] : pairs) {
    ++first[row + 1U];
    ends.push_back(end);
  }
  for (Node node = 0; node < num_nodes; ++node) first[node + 1U] += first[node];
}

// Nodes left over by the topological order each have a tail that is left over: walking back must close a cycle.
std::vector<Node> FindCycle(const Dag& dag, const std::vector<std::uint32_t>& waiting) {
  Node node = 0;
  while (waiting[node] == 0) ++node;
  std::vector<Node> walk;
  while (std::ranges::find(walk, node) == walk.end()) {
    walk.push_back(node);
    node = *std::ranges::find_if(dag.Tails(node), [&](Node tail) { return waiting[tail] > 0; });
  }
  std::vector<Node> cycle(std::ranges::find(walk, node), walk.end());
  std::ranges::reverse(cycle);
  std::ranges::rotate(cycle, std::ranges::min_element(cycle));
  return cycle;
}

}  // namespace

Result<Dag> MakeDag(Node num_nodes, std::span<const Arc> arcs) {
  std::vector<Pair> down;
  down.reserve(arcs.size());
  for (const Arc& arc : arcs) {
    if (arc.tail >= num_nodes || arc.head >= num_nodes || arc.tail == arc.head) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("arc {} -> {} in a graph of {} nodes: ends must differ and be below "
                              "the number of nodes",
                              arc.tail, arc.head, num_nodes));
    }
    down.emplace_back(arc.tail, arc.head);
  }
  std::ranges::sort(down);
  down.erase(std::unique(down.begin(), down.end()), down.end());
  std::vector<Pair> up;
  up.reserve(down.size());
  for (const auto& [tail, head] : down) up.emplace_back(head, tail);
  std::ranges::sort(up);

  Dag dag;
  FillRows(num_nodes, down, dag.first_head_, dag.heads_);
  FillRows(num_nodes, up, dag.first_tail_, dag.tails_);
  std::vector<std::uint32_t> waiting(num_nodes);
  std::priority_queue<Node, std::vector<Node>, std::greater<>> ready;
  for (Node node = 0; node < num_nodes; ++node) {
    waiting[node] = static_cast<std::uint32_t>(dag.Tails(node).size());
    if (waiting[node] == 0) ready.push(node);
  }
  dag.order_.reserve(num_nodes);
  while (!ready.empty()) {
    const Node node = ready.top();
    ready.pop();
    dag.order_.push_back(node);
    for (const Node head : dag.Heads(node)) {
      if (--waiting[head] == 0) ready.push(head);
    }
  }
  if (dag.order_.size() < num_nodes) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("the arcs close a cycle: nodes {}", fmt::join(FindCycle(dag, waiting), " -> ")));
  }
  return dag;
}

std::vector<bool> Reachable(const Dag& dag, std::span<const Node> start, Direction direction) {
  std::vector<bool> reached(dag.num_nodes(), false);
  std::vector<Node> stack(start.begin(), start.end());
  while (!stack.empty()) {
    const Node node = stack.back();
    stack.pop_back();
    if (reached[node]) continue;
    reached[node] = true;
    const auto next = direction == Direction::kDownstream ? dag.Heads(node) : dag.Tails(node);
    stack.insert(stack.end(), next.begin(), next.end());
  }
  return reached;
}

}  // namespace tenon::graph
