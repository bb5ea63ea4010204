#include "graph/needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tenon::graph {

Result<Needs> MakeNeeds(Node num_nodes, std::span<const Arc> arcs) {
  Needs needs;
  TENON_ASSIGN(needs.dag_, MakeDag(num_nodes, arcs));
  std::vector<std::pair<Node, Node>> inputs, variants;  // head, tail
  for (const Arc& arc : arcs) {
    (arc.kind == ArcKind::kVariant ? variants : inputs).emplace_back(arc.head, arc.tail);
  }
  const auto fill = [num_nodes](std::vector<std::pair<Node, Node>>& pairs, std::vector<std::uint32_t>& first,
                                std::vector<Node>& tails) {
    std::ranges::sort(pairs);
    const auto repeated = std::ranges::unique(pairs);
    pairs.erase(repeated.begin(), repeated.end());
    first.assign(num_nodes + 1U, 0);
    for (const auto& [head, tail] : pairs) {
      ++first[head + 1U];
      tails.push_back(tail);
    }
    for (Node node = 0; node < num_nodes; ++node) first[node + 1U] += first[node];
  };
  fill(inputs, needs.first_input_, needs.inputs_);
  fill(variants, needs.first_variant_, needs.variants_);
  for (const auto& pair : inputs) {
    if (std::ranges::binary_search(variants, pair)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("node {} is both an input and a variant of node {}", pair.second, pair.first));
    }
  }
  return needs;
}

std::vector<Node> FinalProducts(const Dag& dag) {
  std::vector<Node> products;
  for (Node node = 0; node < dag.num_nodes(); ++node) {
    if (!dag.Tails(node).empty() && dag.Heads(node).empty()) products.push_back(node);
  }
  return products;
}

}  // namespace tenon::graph
