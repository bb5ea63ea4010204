#ifndef TENON_GRAPH_PATH_COUNT_H_
#define TENON_GRAPH_PATH_COUNT_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/big_natural.h"
#include "graph/execution.h"
#include "graph/flow_graph.h"
#include "tenon/error.h"

namespace tenon::graph {

/// Which paths of the flow graph an arc's weight counts.
enum class PathWeight {
  kSpc,   ///< search path count: from sources to sinks
  kSplc,  ///< search path link count: from any node to sinks
  kSpnp,  ///< search path node pair: from any node to any node
};

/// One exact natural number for each node, all of the same number of words.
class CountTable {
 public:
  CountTable() = default;
  CountTable(Node nodes, std::size_t words) : words_(words), values_(nodes * words, 0) {}
  std::size_t words() const { return words_; }
  std::span<const std::uint64_t> operator[](Node node) const {
    return std::span(values_).subspan(node * words_, words_);
  }
  std::span<std::uint64_t> operator[](Node node) { return std::span(values_).subspan(node * words_, words_); }
  std::uint64_t* data() { return values_.data(); }

 private:
  std::size_t words_ = 0;
  std::vector<std::uint64_t> values_;
};

/// How many counted paths pass each arc: ways to its tail x ways from its head. Exact, whatever the size.
struct PathCounts {
  CountTable ways_to;                ///< N-: counted paths that end at the node
  CountTable ways_from;              ///< N+: counted paths that begin at the node
  std::vector<ScaledReal> to, from;  ///< the same, rounded
  BigNatural total;                  ///< counted paths of one arc or more in the whole graph: the total flow
  ScaledReal one_share;              ///< 1 / total, rounded

  BigNatural Weight(Node tail, Node head) const { return BigNatural(ways_to[tail]) * BigNatural(ways_from[head]); }
  /// Weight / total, right to one part in 10^15; 0 where it is below 2^-1000.
  double Share(Node tail, Node head) const;
};

struct PathCountOptions {
  PathWeight weight = PathWeight::kSpc;
  std::uint64_t memory_bytes = 4ULL << 30;  ///< for the exact counts
};

/// Errors      Infeasible: the counts need more memory (how much); Cancelled.
/// Complexity  O((nodes + arcs) x words), words = bits of the largest count / 64, rounded up to a power of two;
///             16 x words + 32 bytes a node.
/// Reference   Hummon & Doreian 1989, doi 10.1016/0378-8733(89)90017-8; Batagelj 2003, arXiv cs/0309023.
Result<PathCounts> CountPaths(const FlowGraph& graph, const PathCountOptions& options = {},
                              const Execution& execution = {});

struct FlowArc {
  Node tail = 0;
  Node head = 0;
  friend auto operator<=>(const FlowArc&, const FlowArc&) = default;
};

/// The `count` arcs of largest weight and all that equal the last of them, largest first; equal ones by number.
/// Complexity  O(arcs).
std::vector<FlowArc> LargestArcs(const FlowGraph& graph, const PathCounts& counts, std::size_t count);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_PATH_COUNT_H_
