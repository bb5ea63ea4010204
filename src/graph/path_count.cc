#include "graph/path_count.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <optional>

namespace tenon::graph {
namespace {

__extension__ using Wide = unsigned __int128;

/// True where the sum does not fit. `kWords` 0: `words` at run time.
template <std::size_t kWords>
bool AddOverflows(std::uint64_t* sum, const std::uint64_t* term, std::size_t words) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < (kWords > 0 ? kWords : words); ++i) {
    const Wide wide = Wide{sum[i]} + term[i] + carry;
    sum[i] = static_cast<std::uint64_t>(wide);
    carry = static_cast<std::uint64_t>(wide >> 64);
  }
  return carry != 0;
}

enum class BeginsAt { kEnds, kEveryNode };
enum class Along { kUp, kDown };

/// count(v) = [v begins a path] + sum over row v; none where some count does not fit in `words`.
template <std::size_t kWords>
std::optional<CountTable> Sum(Rows rows, BeginsAt begins, Along along, std::size_t words) {
  const Node nodes = rows.num_nodes();
  CountTable table(nodes, words);
  std::uint64_t* const values = table.data();
  constexpr Node kAhead = 8;  // the counts of a row lie all over memory: fetched while others are added
  for (Node i = 0; i < nodes; ++i) {
    const auto at = [&](Node step) { return along == Along::kUp ? step : nodes - 1 - step; };
    if (nodes - i > kAhead) {
      for (const Node end : rows[at(i + kAhead)]) __builtin_prefetch(values + end * words);
    }
    const Node node = at(i);
    const auto row = rows[node];
    std::uint64_t* const sum = values + node * words;
    if (row.empty() || begins == BeginsAt::kEveryNode) sum[0] = 1;
    for (const Node end : row) {
      if (AddOverflows<kWords>(sum, values + end * words, words)) return std::nullopt;
    }
  }
  return table;
}

std::optional<CountTable> SumIn(std::size_t words, Rows rows, BeginsAt begins, Along along) {
  switch (words) {
    case 2:
      return Sum<2>(rows, begins, along, words);
    case 4:
      return Sum<4>(rows, begins, along, words);
    case 8:
      return Sum<8>(rows, begins, along, words);
    default:
      return Sum<0>(rows, begins, along, words);
  }
}

/// Doubles the words until every count fits. It begins with two: one is soon too few, and the way there is lost.
Result<CountTable> SumExactly(Rows rows, BeginsAt begins, Along along, std::uint64_t memory_bytes,
                              const Execution& execution) {
  for (std::size_t words = 2;; words *= 2) {
    TENON_CHECK(CheckStopped(execution));
    if (const std::uint64_t needed = 8 * words * rows.num_nodes(); needed > memory_bytes) {
      return Fail(ErrorKind::kInfeasible,
                  fmt::format("exact counts of {} bits for {} nodes need {} MiB, {} are allowed; take a smaller "
                              "part of the network or allow more",
                              words * 64, rows.num_nodes(), needed >> 20, memory_bytes >> 20));
    }
    if (auto table = SumIn(words, rows, begins, along)) return *std::move(table);
  }
}

std::vector<ScaledReal> RoundAll(const CountTable& table, Node nodes) {
  std::vector<ScaledReal> rounded;
  rounded.reserve(nodes);
  for (Node node = 0; node < nodes; ++node) rounded.push_back(RoundToReal(table[node]));
  return rounded;
}

/// m x 2^e; 0 below 2^-1000. REQUIRES: e < 1000.
double Scale(double mantissa, std::int64_t exponent) {
  if (exponent < -1000) return 0;
  return mantissa * std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

}  // namespace

double PathCounts::Share(Node tail, Node head) const {
  return Scale(to[tail].mantissa * from[head].mantissa * one_share.mantissa,
               to[tail].exponent + from[head].exponent + one_share.exponent);
}

Result<PathCounts> CountPaths(const FlowGraph& graph, const PathCountOptions& options, const Execution& execution) {
  PathCounts counts;
  const Rows tails = graph.tails.view();
  const Rows heads = graph.heads.view();
  const Node nodes = graph.num_nodes();
  const BeginsAt to = options.weight == PathWeight::kSpc ? BeginsAt::kEnds : BeginsAt::kEveryNode;
  const BeginsAt from = options.weight == PathWeight::kSpnp ? BeginsAt::kEveryNode : BeginsAt::kEnds;
  execution.job.report({"path counts", 0, 2, "passes"});
  TENON_ASSIGN(counts.ways_to, SumExactly(tails, to, Along::kUp, options.memory_bytes / 2, execution));
  execution.job.report({"path counts", 1, 2, "passes"});
  TENON_ASSIGN(counts.ways_from, SumExactly(heads, from, Along::kDown, options.memory_bytes / 2, execution));
  execution.job.report({"path counts", 2, 2, "passes"});
  counts.to = RoundAll(counts.ways_to, nodes);
  counts.from = RoundAll(counts.ways_from, nodes);
  // Every path counted begins somewhere and has a first arc.
  for (Node node = 0; node < nodes; ++node) {
    if (heads.Length(node) == 0 || (to == BeginsAt::kEnds && tails.Length(node) > 0)) continue;
    if (from == BeginsAt::kEnds) {
      counts.total += BigNatural(counts.ways_from[node]);
    } else {
      for (const Node head : heads[node]) counts.total += BigNatural(counts.ways_from[head]);
    }
  }
  if (const ScaledReal all = counts.total.Rounded(); all.mantissa > 0) {
    counts.one_share = {1 / all.mantissa, -all.exponent};
  }
  return counts;
}

std::vector<FlowArc> LargestArcs(const FlowGraph& graph, const PathCounts& counts, std::size_t count) {
  count = std::min<std::size_t>(count, graph.num_arcs());
  if (count == 0) return {};
  // By rounded weights first; exactly among those that rounding might have put on the wrong side.
  std::vector<double> shares;
  shares.reserve(graph.num_arcs());
  const Rows heads = graph.heads.view();
  for (Node tail = 0; tail < graph.num_nodes(); ++tail) {
    for (const Node head : heads[tail]) shares.push_back(counts.Share(tail, head));
  }
  std::vector<double> sorted = shares;
  std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(count - 1), std::greater<>());
  const double least = sorted[count - 1] * (1 - 1e-12);
  struct Weighed {
    BigNatural weight;
    FlowArc arc;
  };
  std::vector<Weighed> near;
  std::size_t position = 0;
  for (Node tail = 0; tail < graph.num_nodes(); ++tail) {
    for (const Node head : heads[tail]) {
      if (shares[position++] >= least) near.push_back({counts.Weight(tail, head), {tail, head}});
    }
  }
  std::ranges::stable_sort(near, std::greater<>(), &Weighed::weight);
  std::vector<FlowArc> result;
  for (const Weighed& weighed : near) {
    if (result.size() >= count && weighed.weight < near[count - 1].weight) break;
    result.push_back(weighed.arc);
  }
  return result;
}

}  // namespace tenon::graph
