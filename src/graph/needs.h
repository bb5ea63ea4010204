#ifndef TENON_GRAPH_NEEDS_H_
#define TENON_GRAPH_NEEDS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/graph.h"
#include "tenon/error.h"

namespace tenon::graph {

/// What each node needs to work: all of its inputs (AND) and, where it has variants, one of them (OR). An acyclic graph
/// whose arcs keep their kind. Built by MakeNeeds only.
class Needs {
 public:
  Node num_nodes() const { return dag_.num_nodes(); }
  /// The same graph with input and variant arcs alike.
  const Dag& dag() const { return dag_; }
  /// In increasing order.
  std::span<const Node> Inputs(Node node) const {
    return std::span(inputs_).subspan(first_input_[node], first_input_[node + 1] - first_input_[node]);
  }
  std::span<const Node> Variants(Node node) const {
    return std::span(variants_).subspan(FirstVariant(node), FirstVariant(node + 1) - FirstVariant(node));
  }
  /// Place of a node's first variant arc among all variant arcs, for arrays with one value for each of these.
  std::size_t FirstVariant(Node node) const { return first_variant_[node]; }
  std::size_t num_variants() const { return variants_.size(); }

 private:
  friend Result<Needs> MakeNeeds(Node num_nodes, std::span<const Arc> arcs);
  Dag dag_;
  std::vector<std::uint32_t> first_input_, first_variant_;
  std::vector<Node> inputs_, variants_;
};

/// Errors      those of MakeDag; InvalidArgument: a pair of nodes that is both input and variant.
/// Complexity  O((nodes + arcs) log).
Result<Needs> MakeNeeds(Node num_nodes, std::span<const Arc> arcs);

/// Nodes with tails and without heads, in increasing order.
std::vector<Node> FinalProducts(const Dag& dag);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_NEEDS_H_
