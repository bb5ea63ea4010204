#include "econ/io_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "econ/io_linkages.h"

namespace tenon::econ {
namespace {

/// m of the model's |A|: the model itself where no coefficient is negative.
Result<std::vector<double>> BoundMultipliers(const Leontief& model, std::vector<double> intensity) {
  constexpr double kRounding = 1e-9;  // a bound that errs may not cut a path that just reaches the threshold
  for (double& value : intensity) value = std::abs(value);
  InputOutputTable absolute{model.coefficients(), std::vector<double>(model.size(), 1.0)};
  bool negative = false;
  for (double& cell : absolute.flows.cells) {
    negative |= cell < 0;
    cell = std::abs(cell);
  }
  std::vector<double> bound;
  if (negative) {
    TENON_ASSIGN(const Leontief with_absolutes, Leontief::Of(absolute));
    TENON_ASSIGN(bound, Multipliers(with_absolutes, intensity));
  } else {
    TENON_ASSIGN(bound, Multipliers(model, intensity));
  }
  // m >= 0 and m' = |v|' + m' |A| together bound every partial sum of |v|' |A|^k; an m with a negative entry bounds
  // nothing.
  const double slack = kRounding * std::ranges::max(bound);
  for (double& m : bound) {
    if (!(m >= -slack)) {
      return Fail(ErrorKind::kInvalidArgument,
                  "the contributions of longer and longer paths do not sum up: some sectors use more than they make");
    }
    m = std::max(m, 0.0) * (1 + kRounding) + slack * kRounding;
  }
  return bound;
}

struct Node {
  std::size_t sector;
  double flow;
  std::size_t depth;
};

}  // namespace

Result<SupplyPaths> FindSupplyPaths(const Leontief& model, std::span<const double> intensity,
                                    std::span<const double> final_demand, const PathOptions& options) {
  const std::size_t n = model.size();
  if (intensity.size() != n || final_demand.size() != n) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} intensities and {} final demands for {} sectors",
                                                         intensity.size(), final_demand.size(), n));
  }
  if (!(options.threshold > 0)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the threshold is {}; it must be above 0", options.threshold));
  }
  TENON_ASSIGN(const auto bound, BoundMultipliers(model, {intensity.begin(), intensity.end()}));
  TENON_ASSIGN(const auto multipliers, Multipliers(model, intensity));
  SupplyPaths found;
  found.total = std::inner_product(multipliers.begin(), multipliers.end(), final_demand.begin(), 0.0);
  const Matrix& a = model.coefficients();
  Matrix inputs(n, n);  // A transposed: what a node branches over lies side by side
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) inputs(j, i) = a(i, j);
  }
  std::vector<Node> open;
  for (std::size_t k = 0; k < n; ++k) {
    if (std::abs(final_demand[k]) * bound[k] >= options.threshold) open.push_back({k, final_demand[k], 1});
  }
  std::vector<std::size_t> path;
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (++found.nodes > options.max_nodes) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("more than {} branches reach the threshold of {:.3g} ({:.2g} of the whole): raise it",
                              options.max_nodes, options.threshold, options.threshold / std::abs(found.total)));
    }
    path.resize(node.depth);
    path.back() = node.sector;
    const double value = intensity[node.sector] * node.flow;
    if (std::abs(value) >= options.threshold) {
      found.paths.push_back({path, value});
      found.covered += value;
    }
    const auto row = inputs.Row(node.sector);
    for (std::size_t i = 0; i < n; ++i) {
      const double flow = row[i] * node.flow;
      if (std::abs(flow) * bound[i] >= options.threshold) open.push_back({i, flow, node.depth + 1});
    }
  }
  std::ranges::sort(found.paths, [](const SupplyPath& left, const SupplyPath& right) {
    if (left.value != right.value) return left.value > right.value;
    return left.sectors < right.sectors;
  });
  return found;
}

}  // namespace tenon::econ
