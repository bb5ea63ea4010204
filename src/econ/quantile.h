#ifndef TENON_ECON_QUANTILE_H_
#define TENON_ECON_QUANTILE_H_

#include <span>

namespace tenon::econ {

/// Linear between order statistics: the value at place share x (n - 1). An infinite neighbour makes it infinite.
/// REQUIRES: sorted, not empty; share in 0..1.
double QuantileOfSorted(std::span<const double> sorted, double share);

}  // namespace tenon::econ

#endif  // TENON_ECON_QUANTILE_H_
