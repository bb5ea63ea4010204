#ifndef TENON_ECON_LINEAR_ALGEBRA_H_
#define TENON_ECON_LINEAR_ALGEBRA_H_

#include <cstddef>
#include <span>
#include <vector>

#include "econ/input_output.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Which way a matrix is applied.
enum class Side {
  kColumns,  ///< M y
  kRows,     ///< y' M
};

/// M y, or y' M. REQUIRES: y of M's columns, or rows.
std::vector<double> Multiply(const Matrix& matrix, std::span<const double> y, Side side);
/// a b. REQUIRES: a.columns == b.rows.
Matrix Product(const Matrix& a, const Matrix& b);

/// A square matrix in triangular factors: factored once, solved as often as one likes.
///
/// Complexity  2/3 n^3 to factor, 2 n^2 a solve, 4/3 n^3 for the inverse.
/// Threads     one; calls from several threads take turns (the library underneath is not re-entrant).
class Factors {
 public:
  /// Errors  InvalidArgument: singular to working precision; the message names the row at which that shows.
  static Result<Factors> Of(Matrix matrix);

  /// Solves for every row of `rows` in place: row <- M^-1 row, or row' M^-1.
  void Solve(Matrix& rows, Side side) const;
  Matrix Inverse() const;
  /// Estimate of ||M||_1 ||M^-1||_1.
  double condition() const { return condition_; }

 private:
  Factors() = default;
  Matrix factors_;
  std::vector<int> pivots_;
  double condition_ = 0;
};

}  // namespace tenon::econ

#endif  // TENON_ECON_LINEAR_ALGEBRA_H_
