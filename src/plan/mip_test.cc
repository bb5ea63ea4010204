#include "plan/mip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"

namespace tenon::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Maximise value under one budget, each item whole or not at all.
MipModel Knapsack(const std::vector<double>& value, const std::vector<double>& cost, double budget) {
  MipModel model;
  std::vector<MipModel::Term> terms;
  for (std::size_t i = 0; i < value.size(); ++i) {
    terms.push_back({model.AddColumn({.objective = value[i]}), cost[i]});
  }
  model.AddRow({.upper = budget, .condition = "budget"}, terms);
  return model;
}

double BestSubset(const std::vector<double>& value, const std::vector<double>& cost, double budget) {
  double best = 0;
  for (std::uint32_t set = 0; set < (1U << value.size()); ++set) {
    double worth = 0;
    double spent = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if ((set >> i & 1U) != 0) {
        worth += value[i];
        spent += cost[i];
      }
    }
    if (spent <= budget) best = std::max(best, worth);
  }
  return best;
}

TEST(SolveMip, AgreesWithEverySubset) {
  Random random(7);
  for (int round = 0; round < 30; ++round) {
    std::vector<double> value;
    std::vector<double> cost;
    for (int i = 0; i < 12; ++i) {
      value.push_back(1 + std::floor(random.Uniform() * 20));
      cost.push_back(1 + std::floor(random.Uniform() * 10));
    }
    const auto solution = SolveMip(Knapsack(value, cost, 25));
    ASSERT_TRUE(solution) << Describe(solution.error());
    EXPECT_EQ(solution->status, MipStatus::kOptimal);
    EXPECT_NEAR(*solution->value, BestSubset(value, cost, 25), 1e-9);
    EXPECT_NEAR(solution->bound, *solution->value, 1e-4);
  }
}

TEST(SolveMip, ALinearModelHasPrices) {
  // max 3x + 2y, x + y <= 4, x + 3y <= 6: optimum x = 4, y = 0; the first row is worth 3, the second nothing.
  MipModel model;
  const auto x = model.AddColumn({.objective = 3, .upper = kInfinity, .kind = ColumnKind::kContinuous});
  const auto y = model.AddColumn({.objective = 2, .upper = kInfinity, .kind = ColumnKind::kContinuous});
  model.AddRow({.upper = 4, .condition = ""}, std::vector<MipModel::Term>{{x, 1}, {y, 1}});
  model.AddRow({.upper = 6, .condition = ""}, std::vector<MipModel::Term>{{x, 1}, {y, 3}});
  const auto solution = SolveMip(model);
  ASSERT_TRUE(solution);
  EXPECT_NEAR(*solution->value, 12, 1e-9);
  EXPECT_EQ(solution->gap, 0);
  ASSERT_EQ(solution->row_duals.size(), 2U);
  EXPECT_NEAR(std::abs(solution->row_duals[0]), 3, 1e-9);
  EXPECT_NEAR(solution->row_duals[1], 0, 1e-9);
}

TEST(SolveMip, WhatCannotBeIsToldApart) {
  MipModel none = Knapsack({1, 1}, {1, 1}, 5);
  none.AddRow({.lower = 3, .condition = "three projects"}, std::vector<MipModel::Term>{{0, 1}, {1, 1}});
  const auto infeasible = SolveMip(none);
  ASSERT_TRUE(infeasible);
  EXPECT_EQ(infeasible->status, MipStatus::kInfeasible);
  EXPECT_FALSE(infeasible->value);

  MipModel endless;
  endless.AddColumn({.objective = 1, .upper = kInfinity, .kind = ColumnKind::kContinuous});
  EXPECT_EQ(SolveMip(endless).error().kind, ErrorKind::kNotConverged);

  MipModel crossed = Knapsack({1}, {1}, 1);
  crossed.rows[0].lower = 2;
  EXPECT_EQ(SolveMip(crossed).error().kind, ErrorKind::kInvalidArgument);
  MipModel nan = Knapsack({std::numeric_limits<double>::quiet_NaN()}, {1}, 1);
  EXPECT_EQ(SolveMip(nan).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(SolveMip(Knapsack({1}, {1}, 1), {.start = {1, 1}}).error().kind, ErrorKind::kInvalidArgument);

  const auto empty = SolveMip(MipModel{});
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->value, 0);
}

TEST(SolveMip, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(SolveMip(Knapsack({1}, {1}, 1), {}, {.stop = stop.get_token()}).error().kind, ErrorKind::kCancelled);
}

TEST(FindConflict, NamesASmallestSetInTheUsersWords) {
  // The budget of 5 pays one of the two projects of cost 4 that team A must have; the third condition always holds.
  MipModel model = Knapsack({1, 1, 1}, {4, 4, 1}, 5);
  model.AddRow({.lower = 2, .condition = "floor of team A"}, std::vector<MipModel::Term>{{0, 1}, {1, 1}});
  model.AddRow({.upper = 3, .condition = "at most three projects"},
               std::vector<MipModel::Term>{{0, 1}, {1, 1}, {2, 1}});
  const auto conflict = FindConflict(model);
  ASSERT_TRUE(conflict) << Describe(conflict.error());
  EXPECT_THAT(*conflict, ElementsAre("budget", "floor of team A"));
  EXPECT_THAT(FindConflict(Knapsack({1}, {1}, 1)).value(), IsEmpty());
}

}  // namespace
}  // namespace tenon::plan
