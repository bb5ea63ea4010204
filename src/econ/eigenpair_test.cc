#include "econ/eigenpair.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "econ/activity_fixture.h"

namespace tenon::econ {
namespace {

SymmetricOperator Times(const Matrix& a) {
  return [&a](std::span<const double> x, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = 0;
      for (std::size_t j = 0; j < x.size(); ++j) out[i] += a[i][j] * x[j];
    }
  };
}

double Residual(const Matrix& a, const Eigenpair& pair) {
  std::vector<double> product(a.size());
  Times(a)(pair.vector, product);
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) squares += std::pow(product[i] - pair.value * pair.vector[i], 2);
  return std::sqrt(squares);
}

// Second differences: eigenvalues 2 - 2 cos(k pi / (n + 1)).
TEST(Eigenpair, OfSecondDifferences) {
  for (const std::size_t n : {1U, 2U, 3U, 50U, 200U}) {
    Matrix a(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
      a[i][i] = 2;
      if (i > 0) a[i][i - 1] = a[i - 1][i] = -1;
    }
    std::vector<std::vector<double>> found;
    for (std::size_t k = n; k > 0 && k + 3 > n; --k) {
      const auto pair = *LargestEigenpair(n, Times(a), found);
      ASSERT_TRUE(pair);
      const double angle = static_cast<double>(k) * std::numbers::pi / (static_cast<double>(n) + 1);
      EXPECT_NEAR(pair->value, 2 - 2 * std::cos(angle), 1e-12) << n << " " << k;
      EXPECT_LT(Residual(a, *pair), 1e-12);
      found.push_back(pair->vector);
    }
  }
}

TEST(Eigenpair, ARepeatedEigenvalueIsFoundAgain) {
  Matrix a(6, std::vector<double>(6));
  for (std::size_t i = 0; i < 6; ++i) a[i][i] = i < 2 ? 5 : static_cast<double>(i) / 2;
  std::vector<std::vector<double>> found;
  for (const double expected : {5.0, 5.0, 2.5, 2.0, 1.5, 1.0}) {
    const auto pair = *LargestEigenpair(6, Times(a), found);
    EXPECT_NEAR(pair->value, expected, 1e-12);
    found.push_back(pair->vector);
  }
  EXPECT_FALSE(*LargestEigenpair(6, Times(a), found)) << "nothing is left";
}

TEST(Eigenpair, OfNothingIsZero) {
  const Matrix zero(4, std::vector<double>(4));
  EXPECT_EQ((*LargestEigenpair(4, Times(zero), {}))->value, 0);
}

TEST(Eigenpair, AgreesWithPowersOfTheMatrix) {
  Random random(4);
  for (int round = 0; round < 20; ++round) {
    const std::size_t n = 2 + random.Below(30);
    Matrix b(n, std::vector<double>(n)), a = b;
    for (auto& row : b)
      for (double& x : row) x = random.Normal();
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        for (std::size_t k = 0; k < n; ++k) a[i][j] += b[i][k] * b[j][k];
    // The trace of A^(2^m) tends to value^(2^m).
    Matrix power = a;
    double log_scale = 0;
    constexpr int kSquarings = 30;
    for (int m = 0; m < kSquarings; ++m) {
      double trace = 0;
      for (std::size_t i = 0; i < n; ++i) trace += power[i][i];
      Matrix square(n, std::vector<double>(n));
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          for (std::size_t k = 0; k < n; ++k) square[i][j] += power[i][k] / trace * power[k][j] / trace;
      log_scale = 2 * (log_scale + std::log(trace));
      power = square;
    }
    double trace = 0;
    for (std::size_t i = 0; i < n; ++i) trace += power[i][i];
    const double value = std::exp((log_scale + std::log(trace)) / std::pow(2.0, kSquarings));
    const auto pair = *LargestEigenpair(n, Times(a), {});
    EXPECT_NEAR(pair->value / value, 1, 1e-9);
    EXPECT_LT(Residual(a, *pair), 1e-9 * value);
  }
}

}  // namespace
}  // namespace tenon::econ
