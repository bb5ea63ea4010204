#include "econ/io_leontief.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <thread>

#include "econ/io_fixture.h"

namespace tenon::econ {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pointwise;

/// Miller & Blair 2009, section 2.3.
InputOutputTable MillerBlair() {
  InputOutputTable table{Matrix(2, 2), {1000, 2000}};
  table.flows.cells = {150, 500, 200, 100};
  return table;
}

TEST(Leontief, GivesTheTextbooksInverse) {
  const auto model = Leontief::Of(MillerBlair());
  ASSERT_TRUE(model) << Describe(model.error());
  EXPECT_THAT(model->coefficients().cells, Pointwise(DoubleNear(1e-15), {0.15, 0.25, 0.20, 0.05}));
  const auto inverse = model->Inverse();
  ASSERT_TRUE(inverse);
  // Miller & Blair 2009, p. 23: L = 1.254 0.330 / 0.264 1.122.
  EXPECT_THAT(inverse->matrix.cells, Pointwise(DoubleNear(5e-4), {1.254, 0.330, 0.264, 1.122}));
  EXPECT_LT(inverse->residual, 1e-15);
  EXPECT_GT(model->condition(), 1);
  // p. 24: final demand 600, 1500 needs 1247.5 and 1841.6 (they round L first).
  const auto x = model->Solve(Matrix::OneRow(std::vector<double>{600, 1500}), Side::kColumns);
  ASSERT_TRUE(x);
  EXPECT_THAT(x->rows.cells, ElementsAre(DoubleNear(1247.5, 0.1), DoubleNear(1841.6, 0.1)));
}

TEST(Leontief, AgreesWithElimination) {
  const InputOutputTable table = RandomTable(40, 3);
  const auto model = *Leontief::Of(table);
  Matrix system = CoefficientsOf(table);
  for (double& cell : system.cells) cell = -cell;
  for (std::size_t i = 0; i < 40; ++i) system(i, i) += 1;
  const Matrix slow = SlowInverse(system);
  EXPECT_THAT(model.Inverse()->matrix.cells, Pointwise(DoubleNear(1e-12), slow.cells));
  // The condition estimate is of the 1-norm of the transpose: row sums.
  const auto row_norm = [](const Matrix& m) {
    double largest = 0;
    for (std::size_t i = 0; i < m.rows; ++i) {
      double sum = 0;
      for (const double cell : m.Row(i)) sum += std::abs(cell);
      largest = std::max(largest, sum);
    }
    return largest;
  };
  const double exact = row_norm(system) * row_norm(slow);
  EXPECT_LE(model.condition(), exact * (1 + 1e-9));
  EXPECT_GE(model.condition(), exact / 3);
}

TEST(Leontief, GhoshFromLeontiefIsGhoshFromItsOwnCoefficients) {
  const InputOutputTable table = RandomTable(25, 4);
  Matrix system = *GhoshCoefficients(table);
  for (double& cell : system.cells) cell = -cell;
  for (std::size_t i = 0; i < 25; ++i) system(i, i) += 1;
  const Matrix ghosh = GhoshInverse(Leontief::Of(table)->Inverse()->matrix, table.output);
  EXPECT_THAT(ghosh.cells, Pointwise(DoubleNear(1e-11), SlowInverse(system).cells));
}

TEST(Leontief, IterationKeepsItsErrorBoundAndAgreesWithTheFactors) {
  const InputOutputTable table = RandomTable(120, 5);
  const auto direct = *Leontief::Of(table);
  const auto iterated = Leontief::Iterated(table);
  ASSERT_TRUE(iterated) << Describe(iterated.error());
  EXPECT_FALSE(iterated->factored());
  Matrix demand(3, 120);
  Random random(6);
  for (double& cell : demand.cells) cell = random.Normal();
  for (const Side side : {Side::kColumns, Side::kRows}) {
    const auto exact = *direct.Solve(demand, side);
    const auto near = iterated->Solve(demand, side);
    ASSERT_TRUE(near) << Describe(near.error());
    EXPECT_LE(near->residual, 1e-10);
    EXPECT_GT(near->iterations, 0);
    ASSERT_TRUE(near->error_bound);
    double error = 0;
    for (std::size_t i = 0; i < exact.rows.cells.size(); ++i) {
      error = std::max(error, std::abs(exact.rows.cells[i] - near->rows.cells[i]));
    }
    EXPECT_LE(error, *near->error_bound);
    EXPECT_LE(*near->error_bound, 1e-5);  // the bound says something
  }
  EXPECT_FALSE(iterated->Inverse());
}

TEST(Leontief, IterationRefusesATableThatUsesMoreThanItMakes) {
  InputOutputTable table{Matrix(2, 2), {1, 1}};
  table.flows.cells = {0.5, 0.9, 0.9, 0.5};  // spectral radius 1.4: an inverse exists, no sum of powers
  const auto model = Leontief::Iterated(table);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind, ErrorKind::kNotConverged);
}

TEST(Leontief, NamesWhatIsSingular) {
  InputOutputTable table{Matrix(2, 2), {1, 1}};
  table.flows.cells = {0.5, 0.5, 0.5, 0.5};
  const auto model = Leontief::Of(table);
  ASSERT_FALSE(model);
  EXPECT_THAT(model.error().message, HasSubstr("singular"));
}

TEST(Leontief, DoesNotDependOnTheOrderOfSectors) {
  const InputOutputTable table = RandomTable(12, 7);
  InputOutputTable turned{Matrix(12, 12), std::vector<double>(12)};
  for (std::size_t i = 0; i < 12; ++i) {
    turned.output[11 - i] = table.output[i];
    for (std::size_t j = 0; j < 12; ++j) turned.flows(11 - i, 11 - j) = table.flows(i, j);
  }
  const Matrix one = Leontief::Of(table)->Inverse()->matrix;
  const Matrix other = Leontief::Of(turned)->Inverse()->matrix;
  for (std::size_t i = 0; i < 12; ++i) {
    for (std::size_t j = 0; j < 12; ++j) EXPECT_NEAR(one(i, j), other(11 - i, 11 - j), 1e-13);
  }
}

TEST(Leontief, IsTheSameFromSeveralThreads) {
  const InputOutputTable table = RandomTable(60, 8);
  const Matrix alone = Leontief::Of(table)->Inverse()->matrix;
  std::vector<Matrix> found(8);
  {
    std::vector<std::jthread> threads;
    for (auto& matrix : found) {
      threads.emplace_back([&] { matrix = Leontief::Of(table)->Inverse()->matrix; });
    }
  }
  for (const auto& matrix : found) EXPECT_EQ(matrix.cells, alone.cells);
}

// A sector that makes nothing and an epsilon in place of its output: with 1e-30 the inverse holds 1e+30.
TEST(DropZeroOutput, TakesTheSectorOutAndSaysWhatWentWithIt) {
  InputOutputTable table{Matrix(3, 3), {1000, 0, 2000}};
  table.flows.cells = {150, 7, 500, 0, 0, 3, 200, 5, 100};
  const auto active = DropZeroOutput(table);
  ASSERT_TRUE(active);
  EXPECT_THAT(active->kept, ElementsAre(0, 2));
  ASSERT_EQ(active->dropped.size(), 1U);
  EXPECT_EQ(active->dropped[0].sector, 1U);
  EXPECT_EQ(active->dropped[0].delivered, 3);
  EXPECT_EQ(active->dropped[0].bought, 12);
  EXPECT_TRUE(active->negative.empty());
  const auto inverse = *Leontief::Of(active->table)->Inverse();
  EXPECT_EQ(inverse.matrix.cells, Leontief::Of(MillerBlair())->Inverse()->matrix.cells);
  for (const double cell : GhoshInverse(inverse.matrix, active->table.output).cells) EXPECT_LT(std::abs(cell), 3);

  const auto refused = Leontief::Of(table);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("sector 1 has an output of 0"));
}

// Peers put 0 in the coefficients of a sector that makes nothing, and its Ghosh inverse has a lone 1 on the diagonal
// that is then ranked among the linkages.
TEST(DropZeroOutput, LeavesNoDiagonalOfOneBehind) {
  InputOutputTable table = RandomTable(6, 9);
  for (std::size_t i = 0; i < 6; ++i) table.flows(2, i) = table.flows(i, 2) = 0;
  table.output[2] = 0;
  const auto active = *DropZeroOutput(table);
  EXPECT_EQ(active.table.output.size(), 5U);
  EXPECT_EQ(active.dropped.size(), 1U);
}

TEST(DropZeroOutput, NamesNegativeOutputsAndKeepsThem) {
  InputOutputTable table = MillerBlair();
  table.output[1] = -0.25;
  const auto active = DropZeroOutput(table);
  ASSERT_TRUE(active);
  EXPECT_THAT(active->negative, ElementsAre(1));
  EXPECT_EQ(active->table.output[1], -0.25);
}

TEST(DropZeroOutput, RefusesWhatIsNoTable) {
  InputOutputTable table = MillerBlair();
  table.flows(0, 1) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(DropZeroOutput(table).error().message, HasSubstr("from sector 0 to 1"));
  table = MillerBlair();
  table.output.push_back(1);
  EXPECT_FALSE(DropZeroOutput(table));
  table = {Matrix(1, 1), {0}};
  EXPECT_FALSE(DropZeroOutput(table));
}

TEST(Leontief, TheWorldOf2011Balances) {
  const auto wiod = ReadWiod();
  if (!wiod) GTEST_SKIP() << "needs shared/data/wiod-2013";
  const auto active = DropZeroOutput(wiod->table);
  ASSERT_TRUE(active);
  EXPECT_EQ(active->kept.size() + active->dropped.size(), 1435U);
  const auto model = Leontief::Of(active->table);
  ASSERT_TRUE(model);
  const auto output = model->Solve(Matrix::OneRow(FinalUse(active->table)), Side::kColumns);
  ASSERT_TRUE(output);
  EXPECT_LT(output->residual, 1e-12);
  for (std::size_t i = 0; i < active->kept.size(); ++i) {
    EXPECT_NEAR(output->rows(0, i) / active->table.output[i], 1, 1e-6);
  }
}

}  // namespace
}  // namespace tenon::econ
