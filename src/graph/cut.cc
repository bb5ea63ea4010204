#include "graph/cut.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace tenon::graph {

NodeSets SingleCuts(const Needs& needs, std::span<const Node> lost) {
  NodeSets cuts(needs.num_nodes());
  for (const Node node : needs.dag().TopologicalOrder()) {
    const auto row = cuts.Row(node);
    if (std::ranges::find(lost, node) != lost.end()) {
      std::ranges::fill(row, ~std::uint64_t{0});
      continue;
    }
    const auto variants = needs.Variants(node);
    if (!variants.empty()) std::ranges::copy(cuts.Row(variants.front()), row.begin());
    for (const Node variant : variants) {
      const auto other = cuts.Row(variant);
      for (std::size_t i = 0; i < row.size(); ++i) row[i] &= other[i];
    }
    for (const Node input : needs.Inputs(node)) {
      const auto other = cuts.Row(input);
      for (std::size_t i = 0; i < row.size(); ++i) row[i] |= other[i];
    }
    row[node / 64U] |= std::uint64_t{1} << (node % 64U);
  }
  return cuts;
}

std::vector<CutPair> PairCuts(const Needs& needs, std::span<const Node> products) {
  const NodeSets alone = SingleCuts(needs);
  std::map<std::pair<Node, Node>, std::vector<Node>> pairs;
  for (Node first = 0; first < needs.num_nodes(); ++first) {
    const NodeSets then = SingleCuts(needs, std::array{first});
    for (const Node product : products) {
      if (alone.Contains(product, first)) continue;
      for (Node second = first + 1; second < needs.num_nodes(); ++second) {
        if (then.Contains(product, second) && !alone.Contains(product, second)) {
          pairs[{first, second}].push_back(product);
        }
      }
    }
  }
  std::vector<CutPair> result;
  for (auto& [pair, cut_off] : pairs) {
    std::ranges::sort(cut_off);
    result.push_back({pair.first, pair.second, std::move(cut_off)});
  }
  return result;
}

std::vector<bool> ArticulationPoints(const Dag& dag) {
  const Node n = dag.num_nodes();
  const auto neighbour = [&](Node node, std::size_t i) -> std::optional<Node> {
    const auto heads = dag.Heads(node), tails = dag.Tails(node);
    if (i < heads.size()) return heads[i];
    i -= heads.size();
    return i < tails.size() ? std::optional(tails[i]) : std::nullopt;
  };
  std::vector<bool> result(n, false);
  std::vector<Node> entered(n, 0), low(n, 0);  // 0: not seen yet
  std::vector<std::size_t> next(n, 0);
  Node clock = 0;
  for (Node root = 0; root < n; ++root) {
    if (entered[root] != 0) continue;
    std::vector<Node> path = {root};
    entered[root] = low[root] = ++clock;
    std::size_t children_of_root = 0;
    while (!path.empty()) {
      const Node here = path.back();
      if (const auto there = neighbour(here, next[here]++)) {
        if (entered[*there] == 0) {
          entered[*there] = low[*there] = ++clock;
          path.push_back(*there);
        } else {
          low[here] = std::min(low[here], entered[*there]);
        }
        continue;
      }
      path.pop_back();
      if (path.empty()) break;
      const Node above = path.back();
      low[above] = std::min(low[above], low[here]);
      if (above == root) {
        ++children_of_root;
      } else if (low[here] >= entered[above]) {
        result[above] = true;
      }
    }
    result[root] = children_of_root > 1;
  }
  return result;
}

}  // namespace tenon::graph
