#include "graph/citation_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace tenon::graph {
namespace {

/// Turns counts at [node + 1] into the beginnings of rows.
void Accumulate(std::vector<std::uint64_t>& first) { std::inclusive_scan(first.begin(), first.end(), first.begin()); }

/// Scatters along `first`, which ends up one row on: shift it back.
void ShiftBack(std::vector<std::uint64_t>& first) {
  std::move_backward(first.begin(), first.end() - 1, first.end());
  first.front() = 0;
}

/// Removes what stands twice in a row of ascending ends, and closes the gaps.
std::uint64_t DropRepeated(OwnedRows& rows) {
  std::uint64_t kept = 0;
  std::uint64_t begin = 0;
  for (std::size_t row = 0; row + 1 < rows.first.size(); ++row) {
    const std::uint64_t end = rows.first[row + 1];
    const std::uint64_t row_begin = kept;
    for (std::uint64_t i = begin; i < end; ++i) {
      if (kept == row_begin || rows.ends[kept - 1] != rows.ends[i]) rows.ends[kept++] = rows.ends[i];
    }
    begin = end;
    rows.first[row + 1] = kept;
  }
  const std::uint64_t dropped = rows.ends.size() - kept;
  rows.ends.resize(kept);
  return dropped;
}

}  // namespace

Node CitationGraph::After(Time t) const { return static_cast<Node>(std::ranges::upper_bound(time, t) - time.begin()); }

OwnedRows Transpose(Rows rows) {
  OwnedRows result;
  const Node nodes = rows.num_nodes();
  result.first.assign(nodes + std::size_t{1}, 0);
  result.ends.resize(rows.ends.size());
  for (const Node end : rows.ends) ++result.first[end + std::size_t{1}];
  Accumulate(result.first);
  for (Node row = 0; row < nodes; ++row) {
    for (const Node end : rows[row]) result.ends[result.first[end]++] = row;
  }
  ShiftBack(result.first);
  return result;
}

Result<OwnedCitationGraph> MakeCitationGraph(Node num_nodes, std::span<const Citation> citations,
                                             std::span<const Time> time, const CitationGraphOptions& options,
                                             const Execution& execution) {
  if (!time.empty() && time.size() != num_nodes) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} times for {} nodes: there must be one for each, or none", time.size(), num_nodes));
  }
  OwnedCitationGraph graph;
  GraphTally& tally = graph.tally;
  tally.citations_read = citations.size();

  // Number in time order; of equal time, in the order given.
  std::vector<Time> usable(num_nodes, kNoTime);
  for (std::size_t node = 0; node < time.size(); ++node) {
    if (time[node] == kNoTime) continue;
    if (time[node] > options.latest_time) {
      ++tally.nodes_out_of_range;
    } else {
      usable[node] = time[node];
    }
  }
  graph.given_number.resize(num_nodes);
  std::iota(graph.given_number.begin(), graph.given_number.end(), Node{0});
  const bool in_order = std::ranges::is_sorted(usable);
  std::vector<Node> number;
  if (!in_order) {
    std::ranges::stable_sort(graph.given_number, {}, [&](Node node) { return usable[node]; });
    number.resize(num_nodes);
    for (Node node = 0; node < num_nodes; ++node) number[graph.given_number[node]] = node;
    graph.time.reserve(num_nodes);
    for (const Node given : graph.given_number) graph.time.push_back(usable[given]);
  } else {
    graph.time = std::move(usable);
  }
  tally.nodes_without_time = num_nodes - graph.view().After(kNoTime - 1);
  TENON_CHECK(CheckStopped(execution));

  // Rows by cited node in the order given; their transposition is ascending, and so is its transposition again.
  OwnedRows by_cited;
  by_cited.first.assign(num_nodes + std::size_t{1}, 0);
  for (const Citation& citation : citations) {
    if (citation.citing >= num_nodes || citation.cited >= num_nodes) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("citation {} -> {} in a graph of {} nodes: ends must be below the number of nodes",
                              citation.citing, citation.cited, num_nodes));
    }
    if (citation.citing == citation.cited) {
      ++tally.self_citations;
    } else {
      ++by_cited.first[(in_order ? citation.cited : number[citation.cited]) + std::size_t{1}];
    }
  }
  Accumulate(by_cited.first);
  by_cited.ends.resize(by_cited.first.back());
  for (const Citation& citation : citations) {
    if (citation.citing == citation.cited) continue;
    const Node cited = in_order ? citation.cited : number[citation.cited];
    by_cited.ends[by_cited.first[cited]++] = in_order ? citation.citing : number[citation.citing];
  }
  ShiftBack(by_cited.first);
  TENON_CHECK(CheckStopped(execution));
  graph.references = Transpose(by_cited.view());
  by_cited = {};
  tally.repeated_citations = DropRepeated(graph.references);
  TENON_CHECK(CheckStopped(execution));
  graph.citations = Transpose(graph.references.view());

  const CitationGraph view = graph.view();
  for (Node node = 0; node < num_nodes && graph.time[node] != kNoTime; ++node) {
    // Only references that come later in the numbering can be younger.
    const auto cited = view.references[node];
    for (auto end = std::ranges::upper_bound(cited, node); end != cited.end(); ++end) {
      if (graph.time[*end] > graph.time[node] && graph.time[*end] != kNoTime) ++tally.against_time;
    }
  }
  return graph;
}

Status CheckCitationGraph(const CitationGraph& graph) {
  const auto broken = [](const char* what, std::size_t node) {
    return Fail(ErrorKind::kCorruptInput, fmt::format("citation graph: {} at node {}", what, node));
  };
  const std::size_t nodes = graph.num_nodes();
  if (graph.time.size() != nodes || graph.citations.num_nodes() != nodes) {
    return broken("the arrays differ in length", nodes);
  }
  if (!std::ranges::is_sorted(graph.time)) return broken("nodes are not in the order of time", 0);
  if (graph.references.ends.size() != graph.citations.ends.size()) return broken("the two directions differ", nodes);
  for (const Rows& rows : {graph.references, graph.citations}) {
    if (nodes == 0) continue;
    if (rows.first.front() != 0 || rows.first.back() != rows.ends.size()) return broken("rows do not fill", nodes);
    for (std::size_t node = 0; node < nodes; ++node) {
      if (rows.first[node] > rows.first[node + 1] || rows.first[node + 1] > rows.ends.size()) {
        return broken("a row begins after its end", node);
      }
      const auto row = rows[static_cast<Node>(node)];
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] >= nodes || row[i] == node) return broken("an end is out of range or the node itself", node);
        if (i > 0 && row[i - 1] >= row[i]) return broken("ends are not ascending", node);
      }
    }
  }
  // Both directions hold the same arcs: walking one in order must meet the other in order.
  std::vector<std::uint64_t> next(graph.citations.first.begin(), graph.citations.first.end());
  for (Node node = 0; node < nodes; ++node) {
    for (const Node cited : graph.references[node]) {
      const std::uint64_t position = next[cited]++;
      if (position >= graph.citations.first[cited + std::size_t{1}] || graph.citations.ends[position] != node) {
        return broken("the two directions differ", node);
      }
    }
  }
  return {};
}

}  // namespace tenon::graph
