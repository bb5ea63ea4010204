#ifndef TENON_ECON_IO_LEONTIEF_H_
#define TENON_ECON_IO_LEONTIEF_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "econ/input_output.h"
#include "econ/linear_algebra.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Solutions of one or more systems, and how far they can be trusted.
struct IoSolution {
  Matrix rows;                        ///< one solution a row, as the right-hand sides stood
  double residual = 0;                ///< max |residual| over max |right-hand side|
  std::optional<double> error_bound;  ///< iterated only: no cell is further than this from the exact solution
  int iterations = 0;                 ///< products with A, all right-hand sides together; 0 if factored
};

struct IoInverse {
  Matrix matrix;        ///< L
  double residual = 0;  ///< max |(I - A) L 1 - 1| and |1' L (I - A) - 1'|
};

/// The Leontief model of a table: x = A x + f.
///
///   A = Z diag(x)^-1,  L = (I - A)^-1;   Ghosh: B = diag(x)^-1 Z,  G = (I - B)^-1 = diag(x)^-1 L diag(x)
///
/// so that one factorisation answers for both. Up to kMostFactored sectors I - A is factored; beyond, every system is
/// solved by GMRES to a residual of 1e-10 of the right-hand side, and no inverse is made. There a vector w > 0 with |A|
/// w <= rho w, rho < 1, is computed first. It proves that L exists (Collatz-Wielandt) and turns a residual r into a
/// bound of the error e:
///
///   L y:   |e_i| <= w_i max_k (|r_k| / w_k) / (1 - rho);     y' L:  |e_i| <= sum_k |r_k| w_k / (w_i (1 - rho))
///
/// Reference  Miller & Blair 2009, Input-Output Analysis, 2nd ed., ch. 2 and 12; Saad & Schultz 1986 (GMRES).
class Leontief {
 public:
  static constexpr std::size_t kMostFactored = 5000;  ///< sectors

  /// Factored or iterated, by its size.
  /// REQUIRES: a table as DropZeroOutput leaves it.
  /// Errors  InvalidArgument: an output of 0 (it is named), I - A singular; those of Iterated.
  static Result<Leontief> Of(const InputOutputTable& table);
  /// Iterated, whatever its size.
  /// Errors  NotConverged: no w was found: some sectors use up more than they make.
  static Result<Leontief> Iterated(const InputOutputTable& table);

  std::size_t size() const { return output_.size(); }
  const Matrix& coefficients() const { return coefficients_; }  ///< A
  std::span<const double> output() const { return output_; }    ///< x
  /// Factored: estimate of the condition of I - A. Iterated: an upper bound, (1 + rho) / (1 - rho).
  double condition() const { return condition_; }
  bool factored() const { return factors_.has_value(); }

  /// L y (kColumns) or y' L (kRows) for every row y of `right_hand_sides`.
  /// Errors      NotConverged, with the residual reached.
  /// Complexity  2 n^2 a row; iterated 2 n^2 a row and iteration.
  Result<IoSolution> Solve(Matrix right_hand_sides, Side side) const;

  /// L itself. Errors  InvalidArgument: where it is iterated; says what serves instead.
  Result<IoInverse> Inverse() const;

 private:
  Leontief() = default;
  static Result<Leontief> Coefficients(const InputOutputTable& table);
  Status FindWeights();
  struct Solved {
    std::vector<double> y;
    std::vector<double> residual;
    int iterations = 0;
  };
  Solved Iterate(std::span<const double> right_hand_side, Side side, double tolerance) const;
  double ErrorBound(std::span<const double> residual, Side side) const;

  Matrix coefficients_;
  std::vector<double> output_;
  std::optional<Factors> factors_;
  std::vector<double> weights_;  ///< w
  double rho_ = 0;
  double condition_ = 0;
};

/// B = diag(x)^-1 Z. Errors as Leontief::Of.
Result<Matrix> GhoshCoefficients(const InputOutputTable& table);
/// G = diag(x)^-1 L diag(x).
Matrix GhoshInverse(const Matrix& leontief_inverse, std::span<const double> output);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_LEONTIEF_H_
