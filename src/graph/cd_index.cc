#include "graph/cd_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace tenon::graph {
namespace {

/// The citations of a cited node that lie inside the window. Windows only move on, so both ends do too, and no search
/// is needed.
template <class Offset>
struct Cursor {
  Offset begin;
  Offset end;
};

/// Stamps these nodes; returns how many did not have the stamp.
/// A function of its own: inside a larger one the compiler keeps its counter in memory, at five cycles an entry.
[[gnu::noinline]] std::uint32_t Stamp(const Node* node, const Node* end, std::uint8_t* stamp, std::uint8_t mark) {
  std::uint32_t fresh = 0;
  for (; node != end; ++node) {
    fresh += stamp[*node] != mark ? 1U : 0U;
    stamp[*node] = mark;
  }
  return fresh;
}

/// What one thread needs; used for focal works in ascending order.
template <class Offset>
class Counter {
 public:
  explicit Counter(const CitationGraph& graph) : graph_(graph), stamp_(graph.num_nodes(), 0) {
    cursor_.reserve(graph.num_nodes());
    for (Node node = 0; node < graph.num_nodes(); ++node) {
      const auto begin = static_cast<Offset>(graph.citations.first[node]);
      cursor_.push_back({begin, begin});
    }
  }

  /// The window is the nodes low .. high - 1.
  CdIndex Count(Node focal, Node low, Node high) {
    Fetch(focal);
    CdIndex result;
    const auto references = graph_.references[focal];
    if (references.empty()) result.flag = CdFlag::kNoReferences;
    if (low == high) return result;
    NextStamp(low, high);
    const Node* const citing = graph_.citations.ends.data();
    const std::uint8_t mark = mark_;
    std::uint32_t near_references = 0;
    for (const Node reference : references) {
      const Cursor<Offset> inside = Advance(reference, low, high);
      near_references += Stamp(citing + inside.begin, citing + inside.end, stamp_.data(), mark);
    }
    const Cursor<Offset> inside = Advance(focal, low, high);
    for (Offset i = inside.begin; i < inside.end; ++i) result.n_j += stamp_[citing[i]] == mark ? 1U : 0U;
    result.n_i = static_cast<std::uint32_t>(inside.end - inside.begin) - result.n_j;
    result.n_k = near_references - result.n_j;
    return result;
  }

 private:
  static constexpr Node kFetchCursors = 8;  // works ahead
  static constexpr Node kFetchRows = 4;
  static constexpr Offset kLine = 64 / sizeof(Node);
  static constexpr Offset kMostFetched = 8 * kLine;  // a longer row the processor itself sees coming

  Cursor<Offset> Advance(Node cited, Node low, Node high) {
    const Node* const citing = graph_.citations.ends.data();
    const auto row_end = static_cast<Offset>(graph_.citations.first[cited + std::size_t{1}]);
    Offset begin = cursor_[cited].begin;
    while (begin < row_end && citing[begin] < low) ++begin;
    Offset end = std::max(begin, cursor_[cited].end);
    while (end < row_end && citing[end] < high) ++end;
    return cursor_[cited] = {begin, end};
  }

  /// The rows of the cited lie all over memory: those of works to come are fetched while others are counted, first
  /// where they begin and end, then what stands in them.
  // Inlined, since of a function that only fetches g++ believes that it does nothing.
  [[gnu::always_inline]] void Fetch(Node focal) {
    if (graph_.num_nodes() - focal <= kFetchCursors) return;
    for (const Node reference : graph_.references[focal + kFetchCursors]) __builtin_prefetch(&cursor_[reference]);
    const Node* const citing = graph_.citations.ends.data();
    for (const Node reference : graph_.references[focal + kFetchRows]) {
      const auto [begin, end] = cursor_[reference];
      const Offset last = std::min(end, begin + kMostFetched);
      for (Offset i = begin; i < last; i += kLine) __builtin_prefetch(citing + i);
      __builtin_prefetch(citing + end);
      __builtin_prefetch(&graph_.citations.first[reference + std::size_t{1}]);
    }
  }

  /// A stamp tells this focal work's marks from older ones; after 255 works all that a window can still meet are wiped.
  void NextStamp(Node low, Node high) {
    if (mark_ == std::numeric_limits<std::uint8_t>::max()) {
      std::memset(stamp_.data() + low, 0, high - low);
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
