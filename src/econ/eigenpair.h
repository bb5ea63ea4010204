#ifndef TENON_ECON_EIGENPAIR_H_
#define TENON_ECON_EIGENPAIR_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "tenon/error.h"

namespace tenon::econ {

struct Eigenpair {
  double value = 0;
  std::vector<double> vector;  ///< of length 1; its sign means nothing
};

/// out = A x, for a symmetric A.
using SymmetricOperator = std::function<void(std::span<const double> x, std::span<double> out)>;

/// The largest eigenvalue of A on the space orthogonal to `without`, and one eigenvector: Lanczos with every vector
/// orthogonalised twice against all before it, so that no copy of a found eigenvalue comes back. To see whether an
/// eigenvalue stands twice, ask again without its vector: the largest one left then equals it.
///
/// Why not LAPACK: three pairs are wanted, of a sparse A, and the same bits whatever the number of threads.
///
/// Shape       missing if nothing is orthogonal to `without`.
/// REQUIRES    `without`: orthonormal, each of n entries.
/// Errors      NotConverged: the bound of the residual |A v - value v| is above 1e-13 |A| after 1,000 steps.
/// Complexity  O(steps) products and O(steps^2 n); 30 to 80 steps are usual.
/// Reference   Paige 1972, doi 10.1093/imamat/10.3.373; twisted factorisation: Parlett & Dhillon 1997,
///             Linear Algebra and its Applications 267, 247.
Result<std::optional<Eigenpair>> LargestEigenpair(std::size_t n, const SymmetricOperator& apply,
                                                  std::span<const std::vector<double>> without);

}  // namespace tenon::econ

#endif  // TENON_ECON_EIGENPAIR_H_
