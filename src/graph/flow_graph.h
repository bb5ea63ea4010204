#ifndef TENON_GRAPH_FLOW_GRAPH_H_
#define TENON_GRAPH_FLOW_GRAPH_H_

#include <cstdint>
#include <vector>

#include "graph/citation_graph.h"
#include "tenon/error.h"

namespace tenon::graph {

/// What becomes of works that cite each other in a circle.
enum class Cycles {
  kShrink,    ///< each strong component becomes one node; its inner arcs are gone
  kPreprint,  ///< each node v of a strong component also gets a preprint v': citations from inside the component go to
              ///< v', which itself cites nothing; citations from outside stay with v
};

/// Nodes nobody cites and that cite nobody, after self-citations are dropped and components shrunk.
enum class Isolated { kLeaveOut, kKeep };

struct FlowOptions {
  Cycles cycles = Cycles::kShrink;
  Isolated isolated = Isolated::kLeaveOut;
};

/// The flow of knowledge: an acyclic graph whose arcs run from the cited to the citing, numbered so that every arc runs
/// from a lower to a higher number.
struct FlowGraph {
  OwnedRows heads;                ///< row v: who builds on v, ascending
  OwnedRows tails;                ///< row v: what v builds on, ascending
  OwnedRows members;              ///< row v: the nodes of the citation graph that v stands for, ascending
  std::vector<bool> is_preprint;  ///< one for each node; empty unless Cycles::kPreprint met a cycle
  Node components_shrunk = 0;     ///< strong components of two or more nodes that were shrunk or split by preprints
  Node isolated_left_out = 0;
  std::uint64_t arcs_inside = 0;  ///< arcs inside strong components
  std::uint64_t arcs_merged = 0;  ///< arcs that became the same as another when components were shrunk

  Node num_nodes() const { return static_cast<Node>(heads.first.empty() ? 0 : heads.first.size() - 1); }
  std::uint64_t num_arcs() const { return heads.ends.size(); }
  bool IsSource(Node node) const { return tails.view().Length(node) == 0; }
  bool IsSink(Node node) const { return heads.view().Length(node) == 0; }
};

/// Complexity  O(nodes + arcs), and a sort of the nodes unless the numbers are in flow order already.
FlowGraph MakeFlowGraph(Rows references, const FlowOptions& options = {});

/// 1 for nodes that build on nothing, else 1 + the highest level among what they build on.
/// Shape       one for each node; the highest is the number of nodes on the longest path.
std::vector<Node> Levels(const FlowGraph& graph);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_FLOW_GRAPH_H_
