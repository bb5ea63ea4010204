#ifndef TENON_ANALYSES_TRACE_GRAPH_H_
#define TENON_ANALYSES_TRACE_GRAPH_H_

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyses/analysis.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// The kinds of things between a project and a product, in the order in which one comes of another.
inline constexpr std::array<std::string_view, 5> kTraceKinds = {"project", "paper", "patent", "trial", "product"};

/// A project, paper or patent (by key) or a trial or product (by id).
struct TraceNode {
  std::size_t kind = 0;  ///< index into kTraceKinds
  std::int64_t key = 0;
  std::string id;
  auto operator<=>(const TraceNode&) const = default;
};

struct TraceLink {
  std::size_t from = 0, to = 0;         ///< indices into TraceGraph::nodes
  std::optional<std::size_t> through;   ///< the link holds only for what comes of this project
  std::optional<double> confidence;     ///< 0 to 1, where the source is not certain of the link
  std::string protected_until, source;  ///< "" where unknown

  /// Whether the data state the link: nobody estimated it, and it does not rest on a shared project.
  bool IsStated() const { return !through && confidence.value_or(1) == 1; }
};

/// All that leads to some seeds and all that came of them. Links run from lower to higher kinds: there are no cycles.
struct TraceGraph {
  std::vector<TraceNode> nodes;  ///< sorted
  std::vector<TraceLink> links;  ///< sorted by from, to, through
  std::vector<bool> is_seed;     ///< one for each node
};

/// Follows links from the nodes that `seeds` lists (columns kind, key, id; not empty) up to the projects and down to
/// the products. `links` is 'all' or 'stated'.
Result<TraceGraph> CollectTrace(const Question& question, const Table& seeds, const std::string& links);

/// One path: indices into TraceGraph::links; `start` is its first node.
struct TracePath {
  std::size_t start = 0;
  std::vector<std::size_t> links;
};

/// Every path that passes a seed and goes on at neither end.
///
/// Errors      InvalidArgument: more than `most`.
/// Complexity  O(paths).
Result<std::vector<TracePath>> EnumerateTrace(const TraceGraph& graph, std::size_t most);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_TRACE_GRAPH_H_
