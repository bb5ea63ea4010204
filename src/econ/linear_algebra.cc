#include "econ/linear_algebra.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/blas.h"

// BLAS and LAPACK by their Fortran names; a length follows for every character argument. Fortran reads a matrix by
// columns, so what is a row for us is a column there, and every matrix is seen transposed.
extern "C" {
void dgemv_(const char* trans, const int* m, const int* n, const double* alpha, const double* a, const int* lda,
            const double* x, const int* incx, const double* beta, double* y, const int* incy, std::size_t);
void dgemm_(const char* transa, const char* transb, const int* m, const int* n, const int* k, const double* alpha,
            const double* a, const int* lda, const double* b, const int* ldb, const double* beta, double* c,
            const int* ldc, std::size_t, std::size_t);
void dgetrf_(const int* m, const int* n, double* a, const int* lda, int* pivots, int* info);
void dgetrs_(const char* trans, const int* n, const int* nrhs, const double* a, const int* lda, const int* pivots,
             double* b, const int* ldb, int* info, std::size_t);
void dgetri_(const int* n, double* a, const int* lda, const int* pivots, double* work, const int* lwork, int* info);
void dgecon_(const char* norm, const int* n, const double* a, const int* lda, const double* anorm, double* rcond,
             double* work, int* iwork, int* info, std::size_t);
}

namespace tenon::econ {
namespace {

int Int(std::size_t size) { return static_cast<int>(size); }

constexpr double kOne = 1;
constexpr double kZero = 0;
constexpr int kStep = 1;

}  // namespace

std::vector<double> Multiply(const Matrix& matrix, std::span<const double> y, Side side) {
  const int columns = Int(matrix.columns);
  const int rows = Int(matrix.rows);
  std::vector<double> result(side == Side::kColumns ? matrix.rows : matrix.columns);
  if (matrix.cells.empty()) return result;
  const auto alone = BlasAlone();
  dgemv_(side == Side::kColumns ? "T" : "N", &columns, &rows, &kOne, matrix.cells.data(), &columns, y.data(), &kStep,
         &kZero, result.data(), &kStep, 1);
  return result;
}

Matrix Product(const Matrix& a, const Matrix& b) {
  Matrix product(a.rows, b.columns);
  if (product.cells.empty() || a.columns == 0) return product;
  const int m = Int(b.columns);
  const int n = Int(a.rows);
  const int k = Int(a.columns);
  const auto alone = BlasAlone();
  dgemm_("N", "N", &m, &n, &k, &kOne, b.cells.data(), &m, a.cells.data(), &k, &kZero, product.cells.data(), &m, 1, 1);
  return product;
}

Result<Factors> Factors::Of(Matrix matrix) {
  const int n = Int(matrix.rows);
  // The 1-norm of what LAPACK sees is the largest row sum of ours; the condition is that of the transpose's 1-norm.
  double norm = 0;
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    double sum = 0;
    for (const double cell : matrix.Row(i)) sum += std::abs(cell);
    norm = std::max(norm, sum);
  }
  Factors result;
  result.factors_ = std::move(matrix);
  result.pivots_.resize(static_cast<std::size_t>(n));
  int info = 0;
  double reciprocal = 0;
  std::vector<double> work(4 * static_cast<std::size_t>(n));
  std::vector<int> iwork(static_cast<std::size_t>(n));
  const auto alone = BlasAlone();
  dgetrf_(&n, &n, result.factors_.cells.data(), &n, result.pivots_.data(), &info);
  if (info == 0) {
    dgecon_("1", &n, result.factors_.cells.data(), &n, &norm, &reciprocal, work.data(), iwork.data(), &info, 1);
  }
  // 1e-16: not one digit of a solution would be right.
  if (info != 0 || !(reciprocal > 1e-16)) {
    return Fail(ErrorKind::kInvalidArgument,
                info > 0
                    ? fmt::format("the matrix is singular: row {} depends on those before it", info - 1)
                    : fmt::format("the matrix is singular to working precision (1 / condition is {:.1e})", reciprocal));
  }
  result.condition_ = 1 / reciprocal;
  return result;
}

void Factors::Solve(Matrix& rows, Side side) const {
  if (rows.cells.empty()) return;
  const int n = Int(factors_.rows);
  const int count = Int(rows.rows);
  int info = 0;
  const auto alone = BlasAlone();
  dgetrs_(side == Side::kColumns ? "T" : "N", &n, &count, factors_.cells.data(), &n, pivots_.data(), rows.cells.data(),
          &n, &info, 1);
}

Matrix Factors::Inverse() const {
  Matrix inverse = factors_;
  const int n = Int(inverse.rows);
  const int size = n * 64;
  std::vector<double> work(static_cast<std::size_t>(size));
  int info = 0;
  const auto alone = BlasAlone();
  dgetri_(&n, inverse.cells.data(), &n, pivots_.data(), work.data(), &size, &info);
  return inverse;
}

}  // namespace tenon::econ
