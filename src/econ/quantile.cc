#include "econ/quantile.h"

#include <cstddef>

namespace tenon::econ {

double QuantileOfSorted(std::span<const double> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double part = place - static_cast<double>(below);
  return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[below + 1] * part;
}

}  // namespace tenon::econ
