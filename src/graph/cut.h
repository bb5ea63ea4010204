#ifndef TENON_GRAPH_CUT_H_
#define TENON_GRAPH_CUT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/needs.h"

namespace tenon::graph {

/// A set of nodes for each node, as bits.
class NodeSets {
 public:
  explicit NodeSets(Node num_nodes)
      : width_((num_nodes + 63U) / 64U), words_(static_cast<std::size_t>(num_nodes) * width_) {}
  bool Contains(Node set, Node member) const { return ((Row(set)[member / 64U] >> (member % 64U)) & 1U) != 0; }
  std::span<std::uint64_t> Row(Node set) { return std::span(words_).subspan(set * width_, width_); }
  std::span<const std::uint64_t> Row(Node set) const { return std::span(words_).subspan(set * width_, width_); }

 private:
  std::size_t width_;
  std::vector<std::uint64_t> words_;
};

/// Which losses stop which node: set v holds every node whose loss alone, beside those in `lost`, stops v. A node stops
/// if it is lost, if one of its inputs stops, or if it has variants and all of them stop. The set of a node that `lost`
/// stops already holds every node.
///
///   cuts(v) = {v} + union over inputs of cuts(u) + intersection over variants of cuts(u)
///
/// Complexity  O((nodes + arcs) x nodes / 64) time, nodes^2 / 8 bytes: 5,000 nodes take 3 MB.
NodeSets SingleCuts(const Needs& needs, std::span<const Node> lost = {});

/// Two nodes that only together stop a product: neither does so alone.
struct CutPair {
  Node first = 0;
  Node second = 0;             ///< above `first`
  std::vector<Node> products;  ///< that it stops; in increasing order, at least one
};

/// Every minimal cut of two nodes, by first and second, for these products.
/// Complexity  O(nodes x SingleCuts).
std::vector<CutPair> PairCuts(const Needs& needs, std::span<const Node> products);

/// Articulation points of the graph without directions: nodes whose loss splits a connected part in two or more.
/// They say where the picture of a chain hangs on one knot, not what is needed.
/// Shape       one flag for each node.
/// Complexity  O(nodes + arcs); no recursion.
/// Reference   Hopcroft & Tarjan 1973, doi 10.1145/362248.362272.
std::vector<bool> ArticulationPoints(const Dag& dag);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_CUT_H_
