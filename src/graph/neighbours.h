#ifndef TENON_GRAPH_NEIGHBOURS_H_
#define TENON_GRAPH_NEIGHBOURS_H_

#include <algorithm>

#include "graph/citation_graph.h"

namespace tenon::graph {

/// Calls `visit` once with each node that `node` cites or is cited by.
template <class Visit>
void ForEachNeighbour(const CitationGraph& graph, Node node, const Visit& visit) {
  const auto references = graph.references[node];
  const auto citations = graph.citations[node];
  for (const Node end : references) visit(end);
  // In the order of time whom one cites stands before by whom one is cited; only where not, both may hold the same.
  const bool apart = references.empty() || citations.empty() || references.back() < citations.front();
  for (const Node end : citations) {
    if (apart || !std::ranges::binary_search(references, end)) visit(end);
  }
}

}  // namespace tenon::graph

#endif  // TENON_GRAPH_NEIGHBOURS_H_
