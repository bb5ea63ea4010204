#include "graph/pagerank.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace tenon::graph {
namespace {

// Sums are taken piece by piece and added in the order of the pieces, so that threads change no bit.
constexpr std::size_t kPiece = 1 << 14;

}  // namespace

Result<PageRank> ComputePageRank(const CitationGraph& graph, const PageRankOptions& options,
                                 const Execution& execution) {
  if (!(options.damping >= 0 && options.damping < 1)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("damping {}: 0 <= damping < 1 is allowed", options.damping));
  }
  if (!(options.error > 0))
    return Fail(ErrorKind::kInvalidArgument, fmt::format("error {}: above 0 is allowed", options.error));
  PageRank result;
  const std::size_t nodes = graph.num_nodes();
  if (nodes == 0) return result;
  const auto count = static_cast<double>(nodes);
  const std::size_t pieces = (nodes + kPiece - 1) / kPiece;
  std::vector<double>& rank = result.rank;
  rank.assign(nodes, 1 / count);
  std::vector<double> share(nodes);  // what a node gives to each it cites
  std::vector<double> at_sinks(pieces), change(pieces);
  // Progress is that of the iteration: the pieces of one are too short to be told of.
  const Execution quiet{execution.threads, {.stop = execution.job.stop}};
  while (result.iterations < options.most_iterations) {
    TENON_CHECK(ForEachPiece(quiet, "", nodes, kPiece, [&](const Piece& piece) {
      double sinks = 0;
      for (auto node = static_cast<Node>(piece.begin); node < piece.end; ++node) {
        const std::uint64_t references = graph.references.Length(node);
        share[node] = references > 0 ? rank[node] / static_cast<double>(references) : 0;
        if (references == 0) sinks += rank[node];
      }
      at_sinks[piece.begin / kPiece] = sinks;
    }));
    const double sinks = std::accumulate(at_sinks.begin(), at_sinks.end(), 0.0);
    const bool spread = options.sinks == SinkRule::kJumpAnywhere;
    const double base = ((1 - options.damping) + (spread ? options.damping * sinks : 0)) / count;
    TENON_CHECK(ForEachPiece(quiet, "", nodes, kPiece, [&](const Piece& piece) {
      double moved = 0;
      for (auto node = static_cast<Node>(piece.begin); node < piece.end; ++node) {
        double sum = 0;
        for (const Node citing : graph.citations[node]) sum += share[citing];
        if (!spread && graph.references.Length(node) == 0) sum += rank[node];
        const double next = base + options.damping * sum;
        moved += std::abs(next - rank[node]);
        rank[node] = next;
      }
      change[piece.begin / kPiece] = moved;
    }));
    ++result.iterations;
    result.error_bound = options.damping / (1 - options.damping) * std::accumulate(change.begin(), change.end(), 0.0);
    execution.job.report({"PageRank", static_cast<double>(result.iterations), 0, "iterations"});
    if (result.error_bound < options.error) return result;
  }
  return Fail(ErrorKind::kNotConverged,
              fmt::format("after {} iterations the error may still be {}, above {}; allow more iterations or a larger "
                          "error",
                          result.iterations, result.error_bound, options.error));
}

}  // namespace tenon::graph
