#ifndef TENON_GRAPH_CITATION_GRAPH_H_
#define TENON_GRAPH_CITATION_GRAPH_H_

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "graph/execution.h"
#include "graph/graph.h"
#include "tenon/error.h"

namespace tenon::graph {

/// When a node was published: a year, or a day since 1970-01-01; whichever, all nodes of a graph in the same.
using Time = std::int32_t;
inline constexpr Time kNoTime = std::numeric_limits<Time>::max();

/// Compressed rows that somebody else holds: a vector or a mapped file. Row v is ends[first[v]] .. ends[first[v+1] -
/// 1].
struct Rows {
  std::span<const std::uint64_t> first;  ///< one more than there are nodes; empty: no nodes
  std::span<const Node> ends;

  Node num_nodes() const { return first.empty() ? 0 : static_cast<Node>(first.size() - 1); }
  std::uint64_t Length(Node node) const { return first[node + 1U] - first[node]; }
  std::span<const Node> operator[](Node node) const { return ends.subspan(first[node], Length(node)); }
};

/// Compressed rows that hold themselves.
struct OwnedRows {
  std::vector<std::uint64_t> first;
  std::vector<Node> ends;
  Rows view() const { return {first, ends}; }
};

/// The rows the other way round, each ascending.
/// REQUIRES    every end is a node. Complexity  O(nodes + ends).
OwnedRows Transpose(Rows rows);

/// Who cites whom, and when: what the kernels read. A view; who made it holds the arrays.
///
/// Nodes are numbered in the order of their time, those without time last: so every row, which is ascending, is also
/// in the order of time, and a span of time is a range of numbers. No node cites itself, and none another twice.
struct CitationGraph {
  Rows references;             ///< row v: whom v cites, ascending
  Rows citations;              ///< row v: by whom v is cited, ascending
  std::span<const Time> time;  ///< ascending, kNoTime last; one for each node

  Node num_nodes() const { return references.num_nodes(); }
  std::uint64_t num_arcs() const { return references.ends.size(); }
  /// The first node whose time is above this one. Nodes with time are 0 .. After(kNoTime - 1) - 1.
  Node After(Time t) const;
};

struct Citation {
  Node citing = 0;
  Node cited = 0;
};

/// What was met while a graph was made. Nothing is dropped without being counted here.
struct GraphTally {
  std::uint64_t citations_read = 0;
  std::uint64_t self_citations = 0;      ///< dropped
  std::uint64_t repeated_citations = 0;  ///< dropped: the same pair again
  std::uint64_t dangling = 0;            ///< an end that has no record of its own; see who made the graph
  std::uint64_t nodes_without_time = 0;  ///< kept; never inside a window of time
  std::uint64_t nodes_out_of_range = 0;  ///< of these: had a time outside the allowed range
  std::uint64_t against_time = 0;        ///< kept: the citing node is older than the cited one
};

/// A citation graph that holds itself.
struct OwnedCitationGraph {
  OwnedRows references;
  OwnedRows citations;
  std::vector<Time> time;
  std::vector<Node> given_number;  ///< of each node, its number in what the graph was made of
  GraphTally tally{};

  CitationGraph view() const { return {references.view(), citations.view(), time}; }
};

struct CitationGraphOptions {
  Time latest_time = kNoTime - 1;  ///< a time above it is an error of the data: the node then counts as without time
};

/// The graph of these citations.
///
/// Shape       `time` has one entry for each node (kNoTime: not known), or is empty: no node has time, and all keep
///             their numbers.
/// Errors      InvalidArgument: an end that is no node, more nodes than 32 bits count; Cancelled.
/// Complexity  O(nodes + citations); 12 bytes a citation and 28 bytes a node at most, beside the input.
Result<OwnedCitationGraph> MakeCitationGraph(Node num_nodes, std::span<const Citation> citations,
                                             std::span<const Time> time, const CitationGraphOptions& options = {},
                                             const Execution& execution = {});

/// Is it what CitationGraph promises? For graphs that come from outside, such as a file.
/// Errors      CorruptInput naming the first node at fault. Complexity  O(nodes + arcs).
Status CheckCitationGraph(const CitationGraph& graph);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_CITATION_GRAPH_H_
