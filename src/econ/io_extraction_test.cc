#include "econ/io_extraction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <tuple>

#include "econ/io_fixture.h"

namespace tenon::econ {
namespace {

using testing::DoubleNear;
using testing::Pointwise;

/// Output lost by sector, by changing the table and solving it again.
std::vector<double> SolveAgain(const InputOutputTable& table, std::size_t k, Extraction extraction, double share) {
  Matrix a = CoefficientsOf(table);
  std::vector<double> f = FinalUse(table);
  for (std::size_t j = 0; j < a.rows; ++j) {
    if (extraction == Extraction::kPurchases) {
      a(j, k) *= 1 - share;
    } else {
      a(k, j) *= 1 - share;
    }
  }
  if (extraction == Extraction::kSector) f[k] *= 1 - share;
  std::vector<double> lost = table.output;
  const auto left = SlowOutput(a, f);
  for (std::size_t i = 0; i < lost.size(); ++i) lost[i] -= left[i];
  return lost;
}

class ExtractionOf : public testing::TestWithParam<std::tuple<Extraction, double>> {};

TEST_P(ExtractionOf, EverySectorIsTheTableSolvedAgain) {
  const auto [extraction, share] = GetParam();
  const InputOutputTable table = RandomTable(14, 21);
  const auto model = *Leontief::Of(table);
  const auto final_use = FinalUse(table);
  std::vector<double> intensity(14);
  Random random(22);
  for (double& v : intensity) v = random.Uniform();
  const Matrix inverse = model.Inverse()->matrix;
  const auto losses = ExtractEach(inverse, table.output, final_use, intensity, extraction, share);
  ASSERT_TRUE(losses) << Describe(losses.error());
  for (std::size_t k = 0; k < 14; ++k) {
    const auto lost = SolveAgain(table, k, extraction, share);
    EXPECT_NEAR(losses->total[k], std::accumulate(lost.begin(), lost.end(), 0.0), 1e-10);
    EXPECT_NEAR(losses->own[k], lost[k], 1e-10);
    EXPECT_NEAR(losses->weighted[k], std::inner_product(lost.begin(), lost.end(), intensity.begin(), 0.0), 1e-10);
    const auto one = ExtractOne(model, k, final_use, extraction, share);
    ASSERT_TRUE(one);
    EXPECT_THAT(*one, Pointwise(DoubleNear(1e-10), lost));
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, ExtractionOf,
                         testing::Combine(testing::Values(Extraction::kSector, Extraction::kSales,
                                                          Extraction::kPurchases),
                                          testing::Values(0.0, 0.3, 1.0)));

// The sector deleted: row and column struck out, the rest solved by itself.
TEST(Extraction, OfAllOfASectorIsTheTableWithoutIt) {
  const InputOutputTable table = RandomTable(10, 23);
  const auto final_use = FinalUse(table);
  const Matrix inverse = Leontief::Of(table)->Inverse()->matrix;
  const auto losses =
      *ExtractEach(inverse, table.output, final_use, std::vector<double>(10, 1.0), Extraction::kSector, 1);
  const Matrix a = CoefficientsOf(table);
  const double whole = std::accumulate(table.output.begin(), table.output.end(), 0.0);
  for (std::size_t k = 0; k < 10; ++k) {
    Matrix smaller(9, 9);
    std::vector<double> f;
    for (std::size_t i = 0, r = 0; i < 10; ++i) {
      if (i == k) continue;
      f.push_back(final_use[i]);
      for (std::size_t j = 0, c = 0; j < 10; ++j) {
        if (j != k) smaller(r, c++) = a(i, j);
      }
      ++r;
    }
    const auto rest = SlowOutput(smaller, f);
    EXPECT_NEAR(losses.total[k], whole - std::accumulate(rest.begin(), rest.end(), 0.0), 1e-10);
    EXPECT_NEAR(losses.own[k], table.output[k], 1e-10);
    EXPECT_NEAR(losses.weighted[k], losses.total[k], 1e-10);
  }
}

TEST(Extraction, RefusesSharesOutsideOneAndListsThatDoNotFit) {
  const InputOutputTable table = RandomTable(4, 24);
  const auto model = *Leontief::Of(table);
  const Matrix inverse = model.Inverse()->matrix;
  const std::vector<double> four(4, 1.0), three(3, 1.0);
  EXPECT_FALSE(ExtractEach(inverse, table.output, four, four, Extraction::kSector, 1.1));
  EXPECT_FALSE(ExtractEach(inverse, table.output, three, four, Extraction::kSector, 1));
  EXPECT_FALSE(ExtractEach(inverse, table.output, four, three, Extraction::kSector, 1));
  EXPECT_FALSE(ExtractOne(model, 4, four, Extraction::kSector, 1));
}

}  // namespace
}  // namespace tenon::econ
