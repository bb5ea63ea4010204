#include "plan/portfolio_sensitivity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "base/random.h"

namespace tenon::plan {
namespace {

constexpr std::size_t kProjects = 10, kTargets = 7;
constexpr PortfolioOptions kExact{.method = PortfolioMethod::kExact, .relative_gap = 1e-7};

PortfolioProblem Draw(std::uint64_t seed) {
  tenon::Random random(seed);
  PortfolioProblem problem;
  problem.projects = kProjects;
  for (std::size_t j = 0; j < kTargets; ++j) problem.weight.push_back(random.Uniform(0.5, 3));
  PortfolioProblem::Spending budget{.condition = "budget", .costs = {}, .floor = 0, .ceiling = 22};
  for (std::size_t i = 0; i < kProjects; ++i) {
    for (std::size_t j = 0; j < kTargets; ++j) {
      if (random.Uniform() < 0.4) problem.reach.push_back({static_cast<std::int32_t>(j), random.Uniform(0.1, 0.9)});
    }
    problem.reach_start.push_back(static_cast<std::int64_t>(problem.reach.size()));
    budget.costs.push_back({static_cast<std::int32_t>(i), std::floor(random.Uniform(1, 10))});
  }
  problem.spending.push_back(budget);
  problem.prerequisites.push_back({0, 1, "0 requires 1"});
  return problem;
}

/// The best value of the subsets that a condition lets pass, from the definition.
double Best(const PortfolioProblem& problem, double budget, const std::function<bool(std::uint32_t)>& passes) {
  double best = -1;
  for (std::uint32_t set = 0; set < (1U << kProjects); ++set) {
    double cost = 0;
    std::array<double, kTargets> nobody;
    nobody.fill(1);
    for (std::size_t i = 0; i < kProjects; ++i) {
      if ((set >> i & 1U) == 0) continue;
      cost += problem.spending[0].costs[i].amount;
      for (std::int64_t r = problem.reach_start[i]; r < problem.reach_start[i + 1]; ++r) {
        const auto& reach = problem.reach[static_cast<std::size_t>(r)];
        nobody[static_cast<std::size_t>(reach.target)] *= 1 - reach.probability;
      }
    }
    if (cost > budget || ((set & 1U) != 0 && (set & 2U) == 0) || !passes(set)) continue;
    double value = 0;
    for (std::size_t j = 0; j < kTargets; ++j) value += problem.weight[j] * (1 - nobody[j]);
    best = std::max(best, value);
  }
  return best;
}

bool Any(std::uint32_t /*set*/) { return true; }

TEST(PortfolioSensitivity, FrontierAndPricesAgreeWithEverySubset) {
  const std::vector<double> factors = {0.25, 0.5, 1, 1.5};
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const PortfolioProblem problem = Draw(seed);
    const auto plan = SolvePortfolio(problem, kExact);
    ASSERT_TRUE(plan);
    for (const PortfolioOptions& options : {kExact, PortfolioOptions{.method = PortfolioMethod::kGreedy}}) {
      const auto frontier = PortfolioFrontier(problem, 1, factors, *plan, options);
      ASSERT_TRUE(frontier);
      double last = 0, last_bound = 0;
      for (const FrontierPoint& point : *frontier) {
        const double best = Best(problem, 22 * point.factor, Any);
        if (options.method == PortfolioMethod::kExact) {
          EXPECT_NEAR(point.plan->value, best, 1e-6);
        }
        EXPECT_LE(point.plan->value, best + 1e-9);
        EXPECT_GE(point.plan->bound, best - 1e-9);
        EXPECT_GE(point.plan->value, last);
        EXPECT_GE(point.plan->bound, last_bound);
        last = point.plan->value;
        last_bound = point.plan->bound;
      }
    }
    const auto price = PriceBudget(problem, 0, 3, *plan, kExact);
    ASSERT_TRUE(price);
    const double rise = (Best(problem, 25, Any) - Best(problem, 22, Any)) / 3;
    EXPECT_NEAR(price->price, rise, 1e-6);
    EXPECT_LE(price->low, rise + 1e-9);
    EXPECT_GE(price->high, rise - 1e-9);
    ASSERT_TRUE(price->relaxed);
    EXPECT_GE(*price->relaxed, 0);
  }
}

// One target a project: a knapsack, whose relaxation pays the ratio of the project that is paid for in part.
TEST(PortfolioSensitivity, RelaxedPriceOfAKnapsackIsTheCriticalRatio) {
  PortfolioProblem problem;
  problem.projects = 3;
  problem.weight = {10, 6, 2};
  problem.reach = {{0, 1}, {1, 0.5}, {2, 1}};
  problem.reach_start = {0, 1, 2, 3};
  problem.spending.push_back({"budget", {{0, 4}, {1, 2}, {2, 4}}, 0, 5});
  const auto plan = SolvePortfolio(problem, kExact);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->choice, (Choice{1, 0, 0}));
  const auto price = PriceBudget(problem, 0, 1, *plan, kExact);
  ASSERT_TRUE(price);
  EXPECT_NEAR(price->price, 3, 1e-6);       // the second project fits with one more
  EXPECT_NEAR(*price->relaxed, 1.5, 1e-9);  // 3 for 2
}

TEST(PortfolioSensitivity, WhatEveryNearOptimalPlanHasAgreesWithEverySubset) {
  int needed = 0, replaceable = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const PortfolioProblem problem = Draw(seed);
    const auto plan = SolvePortfolio(problem, kExact);
    ASSERT_TRUE(plan);
    const double best = Best(problem, 22, Any);
    const auto found = FindNeeded(problem, *plan, 0.05, {.relative_gap = 1e-7});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), static_cast<std::size_t>(std::ranges::count(plan->choice, 1)));
    for (const WithoutProject& without : *found) {
      const double rest = Best(problem, 22, [&](std::uint32_t set) { return (set >> without.project & 1U) == 0; });
      EXPECT_EQ(without.necessity, rest < 0.95 * best ? Necessity::kNeeded : Necessity::kReplaceable) << seed;
      EXPECT_LE(*without.value, rest + 1e-9);
      EXPECT_GE(without.bound, rest - 1e-9);
      ++(without.necessity == Necessity::kNeeded ? needed : replaceable);
    }
  }
  EXPECT_GT(needed, 0);
  EXPECT_GT(replaceable, 0);
}

TEST(PortfolioSensitivity, WithoutAFloorsOnlyProjectThereIsNoPlan) {
  PortfolioProblem problem = Draw(1);
  problem.spending.push_back({"floor of team A", {{2, 1}}, 1, INFINITY});
  const auto plan = SolvePortfolio(problem, kExact);
  ASSERT_TRUE(plan);
  const auto found = FindNeeded(problem, *plan, 0.5, {});
  ASSERT_TRUE(found);
  const auto only = std::ranges::find(*found, 2U, &WithoutProject::project);
  ASSERT_NE(only, found->end());
  EXPECT_EQ(only->necessity, Necessity::kNeeded);
  EXPECT_FALSE(only->value);
}

TEST(PortfolioSensitivity, RegretOfADrawAgreesWithEverySubset) {
  const PortfolioProblem problem = Draw(3);
  const auto plan = SolvePortfolio(problem, kExact);
  ASSERT_TRUE(plan);
  std::vector<double> low, high;
  for (const auto& reach : problem.reach) {
    low.push_back(reach.probability / 2);
    high.push_back(std::min(1.0, reach.probability * 1.5));
  }
  const auto draws = DrawRegret(problem, {low, high, problem.weight, problem.weight}, plan->choice, 8, kExact);
  ASSERT_TRUE(draws);
  ASSERT_EQ(draws->size(), 8U);
  for (std::size_t d = 0; d < draws->size(); ++d) {
    PortfolioProblem drawn = problem;
    tenon::Random random(kExact.seed, d);
    for (std::size_t r = 0; r < low.size(); ++r)
      drawn.reach[r].probability = low[r] + (high[r] - low[r]) * random.Uniform();
    EXPECT_NEAR((*draws)[d].best, Best(drawn, 22, Any), 1e-6);
    EXPECT_NEAR((*draws)[d].value, PortfolioValue(drawn, plan->choice), 1e-12);
    EXPECT_GE((*draws)[d].bound, (*draws)[d].best);
  }
  const auto same = DrawRegret(problem, {low, low, problem.weight, problem.weight}, plan->choice, 2, kExact);
  EXPECT_EQ((*same)[0].value, (*same)[1].value);
}

}  // namespace
}  // namespace tenon::plan
