#include "analyses/outcome.h"

#include <algorithm>
#include <array>

#include "base/random.h"
#include "graph/cascade.h"

namespace tenon::analyses {
namespace {

using graph::Capacity;
using graph::Node;

/// The parts of all variants, uniform on the simplex of each node.
std::vector<double> DrawParts(const graph::Needs& needs, Random& random) {
  std::vector<double> parts(needs.num_variants());
  for (Node node = 0; node < needs.num_nodes(); ++node) {
    const std::size_t count = needs.Variants(node).size();
    if (count == 0) continue;
    const auto drawn = random.Dirichlet(std::vector<double>(count, 1.0));
    std::ranges::copy(drawn, parts.begin() + static_cast<std::ptrdiff_t>(needs.FirstVariant(node)));
  }
  return parts;
}

std::vector<std::size_t> WayTo(Node node, const std::vector<Capacity>& capacities) {
  std::vector<std::size_t> way = {node};
  while (capacities[node].binds != node) {
    node = capacities[node].binds;
    way.push_back(node);
  }
  std::ranges::reverse(way);
  return way;
}

std::vector<double> OwnSupplies(const std::vector<SegmentLoss>& losses, double substitution, const auto& lost) {
  std::vector<double> own;
  for (const SegmentLoss& loss : losses) own.push_back(loss.share ? 1 - (1 - substitution) * lost(loss) : 1);
  return own;
}

}  // namespace

Result<std::vector<SegmentOutcome>> MeasureOutcomes(const graph::Needs& needs, const std::vector<SegmentLoss>& losses,
                                                    const OutcomeOptions& options, const Job& job) {
  using enum graph::VariantRule;
  constexpr std::uint64_t kPartStream = std::uint64_t{1} << 32;  // no basis has this number
  const Node n = needs.num_nodes();
  const auto published = OwnSupplies(losses, options.substitution, [](const SegmentLoss& loss) { return *loss.share; });
  TENON_ASSIGN(const auto replace, graph::Cascade(needs, published, kReplace));
  TENON_ASSIGN(const auto apart, graph::Cascade(needs, published, kApart));

  std::vector<std::vector<double>> replace_draws(n), apart_draws(n);
  Random random(options.seed, kPartStream);
  for (std::size_t d = 0; d < options.draws; ++d) {
    if (d % 64 == 0) {
      if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
      job.report({"draws", static_cast<double>(d), static_cast<double>(options.draws), "draws"});
    }
    const auto own = OwnSupplies(losses, options.substitution, [d](const SegmentLoss& loss) { return loss.draws[d]; });
    TENON_ASSIGN(const auto replaced, graph::Cascade(needs, own, kReplace));
    TENON_ASSIGN(const auto kept, graph::Cascade(needs, own, kApart, DrawParts(needs, random)));
    for (Node node = 0; node < n; ++node) {
      replace_draws[node].push_back(replaced[node].left);
      apart_draws[node].push_back(kept[node].left);
    }
  }

  std::vector<SegmentOutcome> outcomes(n);
  for (Node node = 0; node < n; ++node) {
    const auto left = [&](const std::vector<Capacity>& capacities, const std::vector<double>& draws) {
      const double value = capacities[node].left;
      return Left{value, *econ::IntervalAround(value, draws), WayTo(node, capacities)};
    };
    outcomes[node].replace = left(replace, replace_draws[node]);
    outcomes[node].apart = left(apart, apart_draws[node]);
    const auto rests_on = graph::Reachable(needs.dag(), std::array{node}, graph::Direction::kUpstream);
    for (Node other = 0; other < n; ++other) {
      outcomes[node].silent += rests_on[other] && !losses[other].share ? 1U : 0U;
    }
  }
  return outcomes;
}

}  // namespace tenon::analyses
