#include "econ/io_shock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "econ/io_fixture.h"

namespace tenon::econ {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::Pointwise;

std::vector<std::size_t> AllDifferent(std::size_t n) {
  std::vector<std::size_t> products(n);
  std::iota(products.begin(), products.end(), 0U);
  return products;
}

TEST(Shock, OfNothingChangesNothing) {
  const InputOutputTable table = RandomTable(10, 81);
  const std::vector<double> none(10);
  const auto path = SpreadShock(table, FinalUse(table), AllDifferent(10), {none, none}, {.substitution = 0.5});
  ASSERT_TRUE(path) << Describe(path.error());
  EXPECT_THAT(path->last_output, Pointwise(DoubleNear(1e-10), table.output));
  EXPECT_THAT(path->output, Each(DoubleNear(path->output[0], 1e-9)));
}

// Output below what industries use: the rest comes out of inventories, and is no shortage.
TEST(Shock, DrawingDownInventoriesIsNone) {
  InputOutputTable table{Matrix(2, 2), {1, 4}};
  table.flows(0, 1) = 1.5;
  const std::vector<double> none(2);
  const auto path = *SpreadShock(table, FinalUse(table), AllDifferent(2), {none, none});
  EXPECT_THAT(path.last_output, Pointwise(DoubleNear(1e-12), table.output));
  EXPECT_THAT(path.last_served, Pointwise(DoubleNear(1e-12), FinalUse(table)));
}

TEST(Shock, OfDemandEndsAtTheLeontiefOutput) {
  const InputOutputTable table = RandomTable(10, 82);
  Shock shock{std::vector<double>(10), std::vector<double>(10)};
  shock.demand[3] = 0.8;
  shock.demand[7] = 0.2;
  auto f = FinalUse(table);
  const auto path = *SpreadShock(table, f, AllDifferent(10), shock);
  f[3] *= 0.2;
  f[7] *= 0.8;
  EXPECT_THAT(path.last_output, Pointwise(DoubleNear(1e-9), SlowOutput(CoefficientsOf(table), f)));
  EXPECT_THAT(path.last_served, Pointwise(DoubleNear(1e-9), f));
}

// ore -> steel -> cars without substitutes: half the ore, half of everything.
InputOutputTable Line() {
  InputOutputTable table{Matrix(3, 3), {1, 2, 3}};
  table.flows(0, 1) = 1;
  table.flows(1, 2) = 2;
  return table;
}

TEST(Shock, OfSupplyStopsWhatNeedsIt) {
  const InputOutputTable table = Line();
  Shock shock{{0.5, 0, 0}, {0, 0, 0}};
  const auto path = *SpreadShock(table, FinalUse(table), AllDifferent(3), shock, {.spare_capacity = 0});
  EXPECT_NEAR(path.last_output[0], 0.5, 1e-12);
  EXPECT_NEAR(path.last_output[1], 1, 1e-12);
  EXPECT_NEAR(path.last_output[2], 1.5, 1e-12);
  EXPECT_NEAR(path.final_served.back(), 1.5, 1e-12);
}

// Two mines of the same ore: the second has capacity to spare, so substitution makes good what the first loses.
TEST(Shock, IsMadeGoodBySubstitutionWhereThereIsCapacity) {
  InputOutputTable table{Matrix(3, 3), {1, 1, 4}};
  table.flows(0, 2) = 1;
  table.flows(1, 2) = 1;
  const std::vector<std::size_t> products = {0, 0, 1};
  const Shock shock{{0.4, 0, 0}, {0, 0, 0}};
  const auto run = [&](double substitution, double spare) {
    return *SpreadShock(table, FinalUse(table), products, shock,
                        {.rounds = 60, .spare_capacity = spare, .substitution = substitution});
  };
  // Nobody moves: the first mine makes 0.6 x 1.5 = 0.9 of 1, the car maker gets 1.9 of 2.
  EXPECT_NEAR(run(0, 0.5).last_output[2], 4 * 1.9 / 2, 1e-9);
  EXPECT_NEAR(run(0.5, 0.5).last_output[2], 4, 1e-6);
  // Spare capacity 20 %: the mines make 0.72 and 1.2, together 1.92 of 2.
  const auto limited = run(0.5, 0.2);
  EXPECT_LE(limited.last_output[2], 4 * 1.92 / 2 + 1e-6);
  EXPECT_GT(limited.last_output[2], 4 * (0.72 + 1) / 2);
}

// A sector that feeds itself half of what it makes: with 10 % less capacity it still feeds itself, and final users get
// what is left. Rationing everybody alike, round after round, would end at nothing.
TEST(Shock, OfASectorThatNeedsItselfDoesNotSpiral) {
  InputOutputTable table{Matrix(1, 1), {2}};
  table.flows(0, 0) = 1;
  const auto path = *SpreadShock(table, FinalUse(table), AllDifferent(1), {{0.1}, {0}}, {.spare_capacity = 0});
  EXPECT_NEAR(path.last_output[0], 1.8, 1e-12);
  EXPECT_NEAR(path.last_served[0], 0.9, 1e-12);
}

// Two that need each other: flour 10 (4 to bread, 6 final), bread 8 (2 to flour, 6 final). With 2 of flour left bread
// gets all that flour does not need itself: 2 of 4, so half the bread; 4 of bread serve flour's need for 2 / 10 of 2.
TEST(Shock, OfSectorsThatNeedEachOther) {
  InputOutputTable table{Matrix(2, 2), {10, 8}};
  table.flows(0, 1) = 4;
  table.flows(1, 0) = 2;
  const auto path = *SpreadShock(table, FinalUse(table), AllDifferent(2), {{0.8, 0}, {0, 0}}, {.spare_capacity = 0});
  EXPECT_NEAR(path.last_output[0], 2, 1e-12);
  EXPECT_NEAR(path.last_output[1], 4, 1e-12);
  EXPECT_NEAR(path.last_served[0], 0, 1e-12);
  EXPECT_NEAR(path.last_served[1], 3.6, 1e-12);
}

TEST(Shock, NeverMakesMoreThanCapacityAndNeverServesMoreThanIsAsked) {
  const InputOutputTable table = RandomTable(12, 83);
  Shock shock{std::vector<double>(12), std::vector<double>(12)};
  Random random(84);
  for (double& share : shock.supply) share = random.Uniform() < 0.3 ? random.Uniform() : 0;
  std::vector<std::size_t> products(12);
  for (std::size_t i = 0; i < 12; ++i) products[i] = i % 4;
  const auto f = FinalUse(table);
  const auto path = *SpreadShock(table, f, products, shock, {.spare_capacity = 0.1, .substitution = 0.4});
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_LE(path.last_output[i], table.output[i] * 1.1 * (1 - shock.supply[i]) + 1e-9);
    EXPECT_GE(path.last_output[i], 0);
    EXPECT_LE(path.last_served[i], f[i] + 1e-9);
  }
}

TEST(Shock, RefusesWhatDoesNotFit) {
  const InputOutputTable table = Line();
  const auto f = FinalUse(table);
  const std::vector<double> none(3);
  EXPECT_FALSE(SpreadShock(table, f, AllDifferent(3), {{1.5, 0, 0}, none}));
  EXPECT_FALSE(SpreadShock(table, f, AllDifferent(3), {{0.5}, none}));
  EXPECT_FALSE(SpreadShock(table, f, AllDifferent(3), {none, none}, {.rounds = 0}));
  InputOutputTable zero = table;
  zero.output[0] = 0;
  EXPECT_FALSE(SpreadShock(zero, f, AllDifferent(3), {none, none}));
}

}  // namespace
}  // namespace tenon::econ
