#include "econ/io_influence.h"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

namespace tenon::econ {

Result<Matrix> FieldOfInfluence(const Matrix& inverse, double eps) {
  const std::size_t n = inverse.rows;
  if (inverse.columns != n) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the inverse is {} x {}, not square", n, inverse.columns));
  }
  std::vector<double> column_squares(n), row_squares(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = inverse.Row(i);
    for (std::size_t j = 0; j < n; ++j) {
      const double square = row[j] * row[j];
      column_squares[j] += square;
      row_squares[i] += square;
    }
  }
  Matrix influence(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = influence.Row(i);
    for (std::size_t j = 0; j < n; ++j) row[j] = column_squares[i] * row_squares[j];
    if (eps == 0) continue;
    for (std::size_t j = 0; j < n; ++j) {
      const double divisor = 1 - eps * inverse(j, i);
      if (divisor == 0) {
        return Fail(ErrorKind::kInvalidArgument,
                    fmt::format("a change of {} in the coefficient from sector {} to {} leaves no inverse", eps, i, j));
      }
      row[j] /= divisor * divisor;
    }
  }
  return influence;
}

}  // namespace tenon::econ
