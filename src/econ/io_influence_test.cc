#include "econ/io_influence.h"

#include <gtest/gtest.h>

#include "econ/io_fixture.h"
#include "econ/io_leontief.h"

namespace tenon::econ {
namespace {

/// Sum of squares of (L(a_ij + eps) - L) / eps by inverting again.
double ByDifference(const Matrix& a, std::size_t i, std::size_t j, double eps) {
  const auto invert = [](Matrix m) {
    for (double& cell : m.cells) cell = -cell;
    for (std::size_t k = 0; k < m.rows; ++k) m(k, k) += 1;
    return SlowInverse(std::move(m));
  };
  Matrix changed = a;
  changed(i, j) += eps;
  const Matrix before = invert(a), after = invert(changed);
  double squares = 0;
  for (std::size_t k = 0; k < before.cells.size(); ++k) {
    const double f = (after.cells[k] - before.cells[k]) / eps;
    squares += f * f;
  }
  return squares;
}

TEST(FieldOfInfluence, IsTheChangeOfTheInverse) {
  const InputOutputTable table = RandomTable(8, 31);
  const Matrix a = CoefficientsOf(table);
  const Matrix inverse = Leontief::Of(table)->Inverse()->matrix;
  const auto finite = FieldOfInfluence(inverse, 0.01);
  const auto limit = FieldOfInfluence(inverse);
  ASSERT_TRUE(finite);
  ASSERT_TRUE(limit);
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t j = 0; j < 8; ++j) {
      EXPECT_NEAR((*finite)(i, j) / ByDifference(a, i, j, 0.01), 1, 1e-9);
      EXPECT_NEAR((*limit)(i, j) / ByDifference(a, i, j, 1e-6), 1, 1e-4);
    }
  }
}

TEST(FieldOfInfluence, RefusesAChangeThatLeavesNoInverse) {
  Matrix inverse(2, 2);
  inverse.cells = {2, 0, 0.5, 1};
  EXPECT_FALSE(FieldOfInfluence(inverse, 2));  // l_10 = 0.5: 1 - 2 x 0.5 = 0
  EXPECT_FALSE(FieldOfInfluence(Matrix(2, 3)));
}

}  // namespace
}  // namespace tenon::econ
