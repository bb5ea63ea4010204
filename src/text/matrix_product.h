#ifndef TENON_TEXT_MATRIX_PRODUCT_H_
#define TENON_TEXT_MATRIX_PRODUCT_H_

#include <cstddef>

namespace tenon::text {

/// A matrix in memory, row after row; `stride` cells lie between the beginnings of two rows.
struct MatrixView {
  const float* cells = nullptr;
  std::size_t rows = 0, columns = 0, stride = 0;
};
struct MatrixCells {
  float* cells = nullptr;
  std::size_t stride = 0;
};

enum class Target {
  kReplace,
  kAddTo,
};

/// c = a b, or c += a b. REQUIRES: a.columns == b.rows; c has room for a.rows by b.columns.
void Multiply(MatrixView a, MatrixView b, MatrixCells c, Target target = Target::kReplace);
/// c = a b': the inner products of the rows of a with those of b. REQUIRES: a.columns == b.columns.
void MultiplyRows(MatrixView a, MatrixView b, MatrixCells c);

}  // namespace tenon::text

#endif  // TENON_TEXT_MATRIX_PRODUCT_H_
