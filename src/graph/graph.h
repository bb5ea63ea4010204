#ifndef TENON_GRAPH_GRAPH_H_
#define TENON_GRAPH_GRAPH_H_

#include <cstdint>
#include <span>
#include <vector>

#include "tenon/error.h"

namespace tenon::graph {

using Node = std::uint32_t;

enum class ArcKind : std::uint8_t {
  kInput,    ///< the head needs the tail (AND)
  kVariant,  ///< the tail is one way of having the head (OR)
};

struct Arc {
  Node tail = 0;
  Node head = 0;
  ArcKind kind = ArcKind::kInput;
};

/// An immutable directed acyclic graph in compressed rows, both ways: the heads of node v are
/// heads[first_head[v]] .. heads[first_head[v + 1] - 1], in increasing order; tails likewise.
/// Built by MakeDag only, so that it is acyclic and in range.
class Dag {
 public:
  Node num_nodes() const { return static_cast<Node>(order_.size()); }
  std::size_t num_arcs() const { return heads_.size(); }
  std::span<const Node> Heads(Node node) const { return Row(first_head_, heads_, node); }
  std::span<const Node> Tails(Node node) const { return Row(first_tail_, tails_, node); }
  /// Every node after all its tails; of those that could come next, the lowest number first.
  std::span<const Node> TopologicalOrder() const { return order_; }

 private:
  friend Result<Dag> MakeDag(Node num_nodes, std::span<const Arc> arcs);
  static std::span<const Node> Row(const std::vector<std::uint32_t>& first, const std::vector<Node>& ends, Node node) {
    return std::span(ends).subspan(first[node], first[node + 1] - first[node]);
  }
  std::vector<std::uint32_t> first_head_, first_tail_;
  std::vector<Node> heads_, tails_, order_;
};

/// The graph of these arcs. A pair of nodes that stands twice (an input and a variant) is one arc of the paths.
///
/// Errors      InvalidArgument: an arc out of range or onto itself; a cycle, whose nodes are listed in the message.
/// Complexity  O((nodes + arcs) log).
Result<Dag> MakeDag(Node num_nodes, std::span<const Arc> arcs);

enum class Direction { kDownstream, kUpstream };

/// Nodes that can be reached from any of `start` (these included) along the arcs or against them.
/// Shape       one flag for each node. Complexity  O(nodes + arcs).
std::vector<bool> Reachable(const Dag& dag, std::span<const Node> start, Direction direction);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_GRAPH_H_
