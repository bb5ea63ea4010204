#include "graph/coupling.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <memory>

namespace tenon::graph {
namespace {

/// Counts what one node shares with each other.
class Counter {
 public:
  Counter(const CitationGraph& graph, CouplingKind kind)
      : out_(kind == CouplingKind::kBibliographic ? graph.references : graph.citations),
        back_(kind == CouplingKind::kBibliographic ? graph.citations : graph.references),
        shared_(graph.num_nodes(), 0) {}

  /// Others from `from` on.
  void Count(Node focal, Node from, std::uint32_t at_least, std::vector<Coupled>& found) {
    for (const Node middle : out_[focal]) {
      const auto others = back_[middle];
      for (auto other = std::ranges::lower_bound(others, from); other != others.end(); ++other) {
        if (*other == focal) continue;
        if (shared_[*other]++ == 0) met_.push_back(*other);
      }
    }
    std::ranges::sort(met_);
    for (const Node other : met_) {
      const std::uint32_t shared = shared_[other];
      shared_[other] = 0;
      if (shared < at_least) continue;
      const double all = static_cast<double>(out_.Length(focal)) * static_cast<double>(out_.Length(other));
      found.push_back({focal, other, shared, shared / std::sqrt(all)});
    }
    met_.clear();
  }

 private:
  Rows out_, back_;
  std::vector<std::uint32_t> shared_;
  std::vector<Node> met_;
};

}  // namespace

std::vector<Coupled> CoupledWith(const CitationGraph& graph, Node focal, CouplingKind kind,
                                 const CouplingOptions& options) {
  std::vector<Coupled> found;
  Counter(graph, kind).Count(focal, 0, options.at_least, found);
  std::ranges::stable_sort(found, std::ranges::greater(), &Coupled::shared);
  return found;
}

Result<std::vector<Coupled>> AllCoupled(const CitationGraph& graph, CouplingKind kind, const CouplingOptions& options,
                                        const Execution& execution) {
  if (options.at_least == 0) return Fail(ErrorKind::kInvalidArgument, "at_least 0: every pair shares that");
  constexpr std::size_t kPiece = 256;
  std::vector<std::vector<Coupled>> found((graph.num_nodes() + kPiece - 1) / kPiece);
  std::vector<std::unique_ptr<Counter>> counters(execution.Workers());
  std::atomic<std::uint64_t> pairs = 0;
  TENON_CHECK(ForEachPiece(execution, "coupling", graph.num_nodes(), kPiece, [&](const Piece& piece) {
    if (pairs > options.most_pairs) return;
    auto& counter = counters[piece.worker];
    if (!counter) counter = std::make_unique<Counter>(graph, kind);
    auto& mine = found[piece.begin / kPiece];
    for (auto node = static_cast<Node>(piece.begin); node < piece.end; ++node) {
      counter->Count(node, node + 1, options.at_least, mine);
    }
    pairs += mine.size();
  }));
  if (pairs > options.most_pairs) {
    return Fail(ErrorKind::kInfeasible,
                fmt::format("more than {} pairs share {} or more; ask for pairs that share more", options.most_pairs,
                            options.at_least));
  }
  std::vector<Coupled> all;
  all.reserve(pairs);
  for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace tenon::graph
