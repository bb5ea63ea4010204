#ifndef TENON_ECON_GMRES_H_
#define TENON_ECON_GMRES_H_

#include <functional>
#include <span>
#include <vector>

namespace tenon::econ {

/// A matrix known by what it does to a vector.
using Apply = std::function<std::vector<double>(std::span<const double>)>;

struct GmresSolution {
  std::vector<double> y;
  int products = 0;  ///< times the matrix was applied
};

/// Solves M y = b by restarted GMRES from y = b, until the Euclidean norm of the residual is `target` or less, or after
/// `max_products`. The caller checks the residual: this only stops.
///
/// Complexity  one product and at most 40 inner products an iteration; 40 vectors of scratch.
/// Reference   Saad & Schultz 1986, SIAM Journal on Scientific and Statistical Computing 7(3) 856.
GmresSolution SolveByGmres(const Apply& apply, std::span<const double> b, double target, int max_products);

}  // namespace tenon::econ

#endif  // TENON_ECON_GMRES_H_
