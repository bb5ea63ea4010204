#include "text/matrix_product.h"

#include "base/blas.h"

// BLAS by its Fortran name: it reads a matrix by columns, so what is a row for us is a column there.
extern "C" void sgemm_(const char* transa, const char* transb, const int* m, const int* n, const int* k,
                       const float* alpha, const float* a, const int* lda, const float* b, const int* ldb,
                       const float* beta, float* c, const int* ldc, std::size_t, std::size_t);

namespace tenon::text {
namespace {

int Int(std::size_t size) { return static_cast<int>(size); }

void CallBlas(const char* b_form, MatrixView a, MatrixView b, std::size_t columns, MatrixCells c, float beta) {
  const int m = Int(columns), n = Int(a.rows), k = Int(a.columns);
  const int a_stride = Int(a.stride), b_stride = Int(b.stride), c_stride = Int(c.stride);
  const float alpha = 1;
  const auto alone = BlasAlone();
  sgemm_(b_form, "N", &m, &n, &k, &alpha, b.cells, &b_stride, a.cells, &a_stride, &beta, c.cells, &c_stride, 1, 1);
}

}  // namespace

void Multiply(MatrixView a, MatrixView b, MatrixCells c, Target target) {
  CallBlas("N", a, b, b.columns, c, target == Target::kAddTo ? 1.0F : 0.0F);
}

void MultiplyRows(MatrixView a, MatrixView b, MatrixCells c) { CallBlas("T", a, b, b.rows, c, 0.0F); }

}  // namespace tenon::text
