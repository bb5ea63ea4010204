#include "graph/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <mutex>

namespace tenon::graph {
namespace {

Status CheckStarts(Rows rows, std::span<const Node> starts) {
  for (const Node start : starts) {
    if (start >= rows.num_nodes()) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("start {} in a graph of {} nodes", start, rows.num_nodes()));
    }
  }
  return {};
}

Status CheckDepth(std::size_t depth) {
  if (depth < kUnreached) return {};
  return Fail(ErrorKind::kInvalidArgument, "more than 65,534 steps from a start: this search counts no further");
}

/// Up to 64 searches; `column` is the first of theirs in the rows of `distances`.
Status SearchTogether(Rows rows, std::span<const Node> starts, std::size_t column, std::size_t width,
                      const Execution& execution, std::vector<Distance>& distances) {
  struct Searches {
    std::uint64_t seen = 0;
    std::uint64_t arriving = 0;
  };
  struct Moving {
    Node node;
    std::uint64_t searches;
  };
  const Node nodes = rows.num_nodes();
  std::vector<Searches> state(nodes);
  std::vector<Node> touched;
  std::vector<Moving> front;
  const auto touch = [&](Node node, std::uint64_t searches) {
    Searches& at = state[node];
    const std::uint64_t fresh = searches & ~at.seen;
    if (fresh == 0) return;
    if (at.arriving == 0) touched.push_back(node);
    at.arriving |= fresh;
  };
  for (std::size_t i = 0; i < starts.size(); ++i) touch(starts[i], std::uint64_t{1} << i);
  for (std::size_t depth = 0; !touched.empty(); ++depth) {
    TENON_CHECK(CheckStopped(execution));
    TENON_CHECK(CheckDepth(depth));
    front.clear();
    const auto arrive = [&](Node node) {
      Searches& at = state[node];
      front.push_back({node, at.arriving});
      at.seen |= at.arriving;
      Distance* const row = distances.data() + node * width + column;
      for (std::uint64_t left = at.arriving; left != 0; left &= left - 1) {
        row[std::countr_zero(left)] = static_cast<Distance>(depth);
      }
      at.arriving = 0;
    };
    // A broad front is walked in the order of memory.
    if (touched.size() > nodes / 32) {
      for (Node node = 0; node < nodes; ++node) {
        if (state[node].arriving != 0) arrive(node);
      }
    } else {
      for (const Node node : touched) arrive(node);
    }
    touched.clear();
    for (const Moving& moving : front) {
      for (const Node end : rows[moving.node]) touch(end, moving.searches);
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Distance>> DistancesFrom(Rows rows, std::span<const Node> starts, const Execution& execution) {
  TENON_CHECK(CheckStarts(rows, starts));
  std::vector<Distance> distance(rows.num_nodes(), kUnreached);
  std::vector<Node> front, next;
  for (const Node start : starts) {
    if (distance[start] == kUnreached) front.push_back(start);
    distance[start] = 0;
  }
  for (std::size_t depth = 1; !front.empty(); ++depth) {
    TENON_CHECK(CheckStopped(execution));
    next.clear();
    for (const Node node : front) {
      for (const Node end : rows[node]) {
        if (distance[end] != kUnreached) continue;
        TENON_CHECK(CheckDepth(depth));
        distance[end] = static_cast<Distance>(depth);
        next.push_back(end);
      }
    }
    front.swap(next);
  }
  return distance;
}

Result<std::vector<Distance>> ManyDistances(Rows rows, std::span<const Node> starts, const Execution& execution) {
  constexpr std::size_t kTogether = 64;
  TENON_CHECK(CheckStarts(rows, starts));
  std::vector<Distance> distances(rows.num_nodes() * starts.size(), kUnreached);
  Status failed;
  std::mutex mutex;
  TENON_CHECK(ForEachPiece(execution, "searches", starts.size(), kTogether, [&](const Piece& piece) {
    auto done = SearchTogether(rows, starts.subspan(piece.begin, piece.end - piece.begin), piece.begin, starts.size(),
                               execution, distances);
    const std::scoped_lock lock(mutex);
    if (!done) failed = std::move(done);
  }));
  if (!failed) return std::unexpected(failed.error());
  return distances;
}

Result<std::vector<Distance>> FrontierDistance(const CitationGraph& graph, std::span<const Node> frontier, Side side,
                                               const Execution& execution) {
  // A paper hands its distance on to what it cites; a patent to what cites it.
  TENON_ASSIGN(auto distance,
               DistancesFrom(side == Side::kPapers ? graph.references : graph.citations, frontier, execution));
  for (Distance& d : distance) {
    if (d == kUnreached) continue;
    ++d;
    TENON_CHECK(CheckDepth(d));
  }
  return distance;
}

}  // namespace tenon::graph
