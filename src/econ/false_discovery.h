#ifndef TENON_ECON_FALSE_DISCOVERY_H_
#define TENON_ECON_FALSE_DISCOVERY_H_

#include <span>
#include <vector>

namespace tenon::econ {

/// q values: the least rate of false discoveries at which each test would still be called one.
///
///   q_(i) = min over j >= i of  p_(j) m / j,   at most 1
///
/// p_(j): the j-th smallest of m p values.
///
/// Shape       one q for each p, in their order. REQUIRES: every p in 0..1.
/// Complexity  O(m log m).
/// Reference   Benjamini & Hochberg 1995, doi 10.1111/j.2517-6161.1995.tb02031.x.
std::vector<double> FalseDiscoveryRates(std::span<const double> p_values);

}  // namespace tenon::econ

#endif  // TENON_ECON_FALSE_DISCOVERY_H_
