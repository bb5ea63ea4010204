#ifndef TENON_GRAPH_SEARCH_H_
#define TENON_GRAPH_SEARCH_H_

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "graph/citation_graph.h"
#include "graph/execution.h"
#include "tenon/error.h"

namespace tenon::graph {

using Distance = std::uint16_t;
inline constexpr Distance kUnreached = std::numeric_limits<Distance>::max();

/// Steps along `rows` from the nearest of `starts` (0 for these).
///
/// Shape       one for each node; kUnreached where no way leads.
/// Errors      InvalidArgument: a start that is no node; more than 65,534 steps; Cancelled.
/// Complexity  O(nodes + arcs).
Result<std::vector<Distance>> DistancesFrom(Rows rows, std::span<const Node> starts, const Execution& execution = {});

/// Many searches at once, one from each start: 64 of them walk as the bits of one word.
///
/// Shape       row v holds the distances of node v from each start, in their order: value v * starts.size() + s.
/// Errors      as DistancesFrom. Complexity  O(64th part of starts x (nodes + arcs) x depth) at worst.
/// Threads     parallel over batches of 64 starts.
/// Reference   Then et al. 2014 (MS-BFS), doi 10.14778/2735496.2735507.
Result<std::vector<Distance>> ManyDistances(Rows rows, std::span<const Node> starts, const Execution& execution = {});

/// On which side of the border between papers and patents the graph lies.
enum class Side {
  kPapers,   ///< at the frontier: papers that a patent cites; D = 1 there, else 1 + the least D of the papers citing it
  kPatents,  ///< at the frontier: patents that cite a paper; D = 1 there, else 1 + the least D of the patents it cites
};

/// Distance to the frontier where science meets invention.
///
/// Shape       one for each node, 1 at the frontier; missing (kUnreached) where no chain of citations leads to it.
/// Errors      as DistancesFrom.
/// Reference   Ahmadpoor & Jones 2017, doi 10.1126/science.aam9527.
Result<std::vector<Distance>> FrontierDistance(const CitationGraph& graph, std::span<const Node> frontier, Side side,
                                               const Execution& execution = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_SEARCH_H_
