#ifndef TENON_GRAPH_CORE_H_
#define TENON_GRAPH_CORE_H_

#include <cstdint>
#include <vector>

#include "graph/citation_graph.h"
#include "graph/execution.h"
#include "tenon/error.h"

namespace tenon::graph {

/// Coreness of each node: the largest k for which it lies in a part where everybody has k neighbours or more within
/// the part. Directions do not matter; two nodes that cite each other are one pair of neighbours.
///
/// Shape       one for each node. Errors  Cancelled.
/// Complexity  O(nodes x largest coreness at worst + arcs): rounds of equal k, without buckets.
/// Reference   Seidman 1983, doi 10.1016/0378-8733(83)90028-X; Batagelj & Zaversnik 2003, arXiv cs/0310049.
Result<std::vector<std::uint32_t>> Coreness(const CitationGraph& graph, const Execution& execution = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_CORE_H_
