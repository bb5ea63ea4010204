#include "econ/false_discovery.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace tenon::econ {

std::vector<double> FalseDiscoveryRates(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> rates(p_values.size());
  double least = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const std::size_t test = order[rank - 1];
    least = std::min(least, p_values[test] * static_cast<double>(order.size()) / static_cast<double>(rank));
    rates[test] = least;
  }
  return rates;
}

}  // namespace tenon::econ
