#include "econ/io_linkages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "econ/io_fixture.h"

namespace tenon::econ {
namespace {

using testing::DoubleNear;
using testing::Pointwise;

// data/README.md, iotables: reproduced from the Eurostat Manual's table. The package's own test writes 1.6691 for the
// forward linkage of industry with a tolerance of 1e-2; the table gives 1.6910.
TEST(Linkages, OfGermany1995) {
  const auto germany = ReadGermany();
  if (!germany) GTEST_SKIP() << "needs shared/data/iotables";
  const auto linkages = MeasureLinkages(*Leontief::Of(*germany), ForwardLinkage::kGhosh, LinkageScale::kPlain);
  ASSERT_TRUE(linkages);
  EXPECT_THAT(linkages->backward, Pointwise(DoubleNear(5e-5), {1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782}));
  EXPECT_THAT(linkages->forward, Pointwise(DoubleNear(5e-5), {2.1126, 1.6910, 1.3558, 1.5848, 2.1037, 1.2106}));
  EXPECT_LT(linkages->residual, 1e-14);
}

TEST(Linkages, AreTheSumsOfTheInverse) {
  const InputOutputTable table = RandomTable(20, 11);
  const auto model = *Leontief::Of(table);
  const Matrix inverse = model.Inverse()->matrix;
  const Matrix ghosh = GhoshInverse(inverse, table.output);
  const auto by_ghosh = *MeasureLinkages(model, ForwardLinkage::kGhosh, LinkageScale::kPlain);
  const auto by_leontief = *MeasureLinkages(model, ForwardLinkage::kLeontief, LinkageScale::kPlain);
  const auto scaled = *MeasureLinkages(model, ForwardLinkage::kLeontief, LinkageScale::kRasmussen);
  const double mean = std::accumulate(inverse.cells.begin(), inverse.cells.end(), 0.0) / 20;
  for (std::size_t i = 0; i < 20; ++i) {
    double column = 0, row = 0, ghosh_row = 0;
    for (std::size_t j = 0; j < 20; ++j) {
      column += inverse(j, i);
      row += inverse(i, j);
      ghosh_row += ghosh(i, j);
    }
    EXPECT_NEAR(by_ghosh.backward[i], column, 1e-12);
    EXPECT_NEAR(by_ghosh.forward[i], ghosh_row, 1e-12);
    EXPECT_NEAR(by_leontief.forward[i], row, 1e-12);
    EXPECT_NEAR(scaled.backward[i], column / mean, 1e-12);
    EXPECT_NEAR(scaled.forward[i], row / mean, 1e-12);
    EXPECT_GE(column, 1);
  }
}

TEST(Linkages, DoNotDependOnTheUnitOfMoney) {
  InputOutputTable table = RandomTable(15, 12);
  const auto before = *MeasureLinkages(*Leontief::Of(table), ForwardLinkage::kGhosh, LinkageScale::kPlain);
  for (double& cell : table.flows.cells) cell *= 1e6;
  for (double& x : table.output) x *= 1e6;
  const auto after = *MeasureLinkages(*Leontief::Of(table), ForwardLinkage::kGhosh, LinkageScale::kPlain);
  EXPECT_THAT(after.backward, Pointwise(DoubleNear(1e-12), before.backward));
  EXPECT_THAT(after.forward, Pointwise(DoubleNear(1e-12), before.forward));
}

// Value added and imports are all that output is made of: their multipliers are 1 in every sector.
TEST(Multipliers, OfAllPrimaryInputsAreOne) {
  const InputOutputTable table = RandomTable(15, 13);
  auto v = PrimaryInputs(table);
  for (std::size_t j = 0; j < v.size(); ++j) v[j] /= table.output[j];
  EXPECT_THAT(*Multipliers(*Leontief::Of(table), v), Pointwise(DoubleNear(1e-12), std::vector<double>(15, 1.0)));
  EXPECT_FALSE(Multipliers(*Leontief::Of(table), std::vector<double>(3)));
}

}  // namespace
}  // namespace tenon::econ
