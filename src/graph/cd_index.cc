#include "graph/cd_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace tenon::graph {
namespace {

/// Where a cited node's citations inside the window begin, and where its row ends. Windows only move on, so the
/// beginning does too, and no search is needed.
template <class Offset>
struct Cursor {
  Offset begin;
  Offset end;
};

/// What one thread needs; used for focal works in ascending order.
template <class Offset>
class Counter {
 public:
  explicit Counter(const CitationGraph& graph) : graph_(graph), stamp_(graph.num_nodes(), 0) {
    cursor_.reserve(graph.num_nodes());
    for (Node node = 0; node < graph.num_nodes(); ++node) {
      cursor_.push_back({static_cast<Offset>(graph.citations.first[node]),
                         static_cast<Offset>(graph.citations.first[node + std::size_t{1}])});
    }
  }

  /// The window is the nodes low .. high - 1.
  CdIndex Count(Node focal, Node low, Node high) {
    CdIndex result;
    const auto references = graph_.references[focal];
    if (references.empty()) result.flag = CdFlag::kNoReferences;
    if (low == high) return result;
    NextStamp();
    const std::uint8_t mark = mark_;
    const Node* const citing = graph_.citations.ends.data();
    std::uint8_t* const stamp = stamp_.data();
    std::uint32_t near_references = 0;
    for (const Node reference : references) {
      Cursor<Offset>& cursor = cursor_[reference];
      Offset i = cursor.begin;
      const Offset end = cursor.end;
      while (i < end && citing[i] < low) ++i;
      cursor.begin = i;
      for (; i < end && citing[i] < high; ++i) {
        near_references += stamp[citing[i]] != mark ? 1U : 0U;
        stamp[citing[i]] = mark;
      }
    }
    Cursor<Offset>& cursor = cursor_[focal];
    Offset i = cursor.begin;
    while (i < cursor.end && citing[i] < low) ++i;
    cursor.begin = i;
    for (; i < cursor.end && citing[i] < high; ++i) {
      (stamp[citing[i]] == mark ? result.n_j : result.n_i) += 1;
    }
    result.n_k = near_references - result.n_j;
    return result;
  }

 private:
  /// A stamp tells this focal work's marks from older ones; after 255 works all are wiped.
  void NextStamp() {
    if (mark_ == std::numeric_limits<std::uint8_t>::max()) {
      std::ranges::fill(stamp_, std::uint8_t{0});
      mark_ = 0;
    }
    ++mark_;
  }

  const CitationGraph& graph_;
  std::vector<Cursor<Offset>> cursor_;
  std::vector<std::uint8_t> stamp_;
  std::uint8_t mark_ = 0;
};

template <class Offset>
Status CountAll(const CitationGraph& graph, Time window, const Execution& execution, std::vector<CdIndex>& result) {
  const Node timed = graph.After(kNoTime - 1);
  std::vector<std::optional<Counter<Offset>>> counters(execution.Workers());
  return ForEachPiece(execution, "CD index", timed, 1 << 14, [&](const Piece& piece) {
    auto& counter = counters[piece.worker];
    if (!counter) counter.emplace(graph);
    Node low = 0, high = 0;
    std::optional<Time> time;
    for (auto focal = static_cast<Node>(piece.begin); focal < piece.end; ++focal) {
      if (time != graph.time[focal]) {
        time = graph.time[focal];
        low = graph.After(*time);
        high = graph.After(static_cast<Time>(std::min<std::int64_t>(std::int64_t{*time} + window, kNoTime - 1)));
      }
      result[focal] = counter->Count(focal, low, high);
    }
  });
}

}  // namespace

Result<std::vector<CdIndex>> ComputeCdIndex(const CitationGraph& graph, const CdOptions& options,
                                            const Execution& execution) {
  if (options.window < 1) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("window {}: at least 1 is allowed", options.window));
  }
  std::vector<CdIndex> result(graph.num_nodes(), CdIndex{.flag = CdFlag::kUntimed});
  if (graph.num_arcs() < std::numeric_limits<std::uint32_t>::max()) {
    TENON_CHECK(CountAll<std::uint32_t>(graph, options.window, execution, result));
  } else {
    TENON_CHECK(CountAll<std::uint64_t>(graph, options.window, execution, result));
  }
  return result;
}

}  // namespace tenon::graph
