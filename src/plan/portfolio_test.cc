#include "plan/portfolio.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/random.h"
#include "plan/portfolio_bound.h"
#include "plan/portfolio_greedy.h"

namespace tenon::plan {
namespace {

using testing::HasSubstr;

struct Size {
  std::size_t projects, targets;
  double certain = 0.1;  ///< part of the probabilities that are 1
};

PortfolioProblem Random(std::uint64_t seed, const Size& size, double budget_share) {
  tenon::Random random(seed);
  PortfolioProblem problem;
  problem.projects = size.projects;
  for (std::size_t j = 0; j < size.targets; ++j) problem.weight.push_back(std::floor(random.Uniform(1, 10)));
  PortfolioProblem::Spending budget{.condition = "budget", .costs = {}, .floor = 0, .ceiling = 0};
  for (std::size_t i = 0; i < size.projects; ++i) {
    for (std::size_t j = 0; j < size.targets; ++j) {
      if (random.Uniform() > 0.35) continue;
      problem.reach.push_back({static_cast<std::int32_t>(j),
                               random.Uniform() < size.certain ? 1.0 : std::round(random.Uniform() * 100) / 100});
    }
    problem.reach_start.push_back(static_cast<std::int64_t>(problem.reach.size()));
    budget.costs.push_back({static_cast<std::int32_t>(i), std::floor(random.Uniform(0, 10))});
    budget.ceiling += budget.costs.back().amount * budget_share;
  }
  problem.spending.push_back(std::move(budget));
  return problem;
}

/// The definition, written as it stands.
double SlowValue(const PortfolioProblem& problem, const Choice& choice) {
  double value = 0;
  for (std::size_t j = 0; j < problem.weight.size(); ++j) {
    double nobody = 1;
    for (std::size_t i = 0; i < problem.projects; ++i) {
      for (const auto& reach : problem.ReachOf(i)) {
        if (choice[i] != 0 && static_cast<std::size_t>(reach.target) == j) nobody *= 1 - reach.probability;
      }
    }
    value += problem.weight[j] * (1 - nobody);
  }
  return value;
}

std::optional<double> BestOfAllSubsets(const PortfolioProblem& problem) {
  std::optional<double> best;
  for (std::uint32_t set = 0; set < (1U << problem.projects); ++set) {
    Choice choice(problem.projects);
    for (std::size_t i = 0; i < problem.projects; ++i) choice[i] = set >> i & 1U;
    if (IsAllowed(problem, choice)) best = std::max(best.value_or(0), SlowValue(problem, choice));
  }
  return best;
}

void ExpectSound(const PortfolioProblem& problem, const PortfolioPlan& plan) {
  EXPECT_TRUE(IsAllowed(problem, plan.choice));
  EXPECT_NEAR(plan.value, SlowValue(problem, plan.choice), 1e-9);
  EXPECT_GE(plan.bound, plan.value - 1e-9);
}

TEST(SolvePortfolio, ExactAndGreedyAgainstEverySubset) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    PortfolioProblem problem = Random(seed, {.projects = 11, .targets = 9}, 0.3 + 0.05 * static_cast<double>(seed % 5));
    if (seed % 2 == 0) problem.excludes.push_back({0, 1, "0 excludes 1"});
    if (seed % 3 == 0) problem.prerequisites.push_back({2, 3, "2 requires 3"});
    if (seed % 4 == 0) problem.prerequisites.push_back({3, 4, "3 requires 4"});
    if (seed % 5 == 0) problem.spending.push_back({"floor of team A", {{5, 3}, {6, 2}, {7, 4}}, 4, 6});
    const std::optional<double> best = BestOfAllSubsets(problem);
    ASSERT_TRUE(best) << seed;
    const auto exact = SolvePortfolio(problem, {.method = PortfolioMethod::kExact, .relative_gap = 1e-6});
    ASSERT_TRUE(exact) << seed << ": " << Describe(exact.error());
    ExpectSound(problem, *exact);
    EXPECT_NEAR(exact->value, *best, 2e-6 * *best) << seed;
    EXPECT_EQ(exact->status, PortfolioStatus::kOptimal);
    EXPECT_GE(exact->bound, *best * (1 - 1e-9)) << seed;
    const auto greedy = SolvePortfolio(problem, {.method = PortfolioMethod::kGreedy});
    ASSERT_TRUE(greedy) << seed << ": " << Describe(greedy.error());
    ExpectSound(problem, *greedy);
    EXPECT_LE(greedy->value, *best + 1e-9) << seed;
    EXPECT_GE(greedy->bound, *best * (1 - 1e-9)) << seed;
    if (seed % 5 != 0) {
      EXPECT_GE(greedy->value, 0.5 * (1 - std::exp(-1)) * *best) << seed;
    }
  }
}

TEST(SolvePortfolio, AKnapsackAgainstEverySubset) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    tenon::Random random(seed);
    PortfolioProblem problem;
    problem.projects = 14;
    problem.spending.push_back({"budget", {}, 0, std::floor(random.Uniform(0, 60))});
    for (std::int32_t i = 0; i < 14; ++i) {
      problem.weight.push_back(std::floor(random.Uniform(0, 20)));
      problem.reach.push_back({i, seed % 2 == 0 ? 1.0 : random.Uniform()});
      problem.reach_start.push_back(i + 1);
      problem.spending[0].costs.push_back({i, std::floor(random.Uniform(0, 20))});
    }
    const auto plan = SolvePortfolio(problem);
    ASSERT_TRUE(plan) << Describe(plan.error());
    ExpectSound(problem, *plan);
    EXPECT_NEAR(plan->value, *BestOfAllSubsets(problem), 1e-9) << seed;
    EXPECT_EQ(plan->status, PortfolioStatus::kOptimal);
  }
}

TEST(SolvePortfolio, MarginalValuesAreDifferences) {
  const PortfolioProblem problem = Random(3, {.projects = 10, .targets = 12, .certain = 0.3}, 0.5);
  const Choice choice = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1};
  const std::vector<double> marginal = MarginalValues(problem, choice);
  for (std::size_t i = 0; i < choice.size(); ++i) {
    Choice with = choice;
    Choice without = choice;
    with[i] = 1;
    without[i] = 0;
    EXPECT_NEAR(marginal[i], SlowValue(problem, with) - SlowValue(problem, without), 1e-9) << i;
  }
}

TEST(SolvePortfolio, MoreMoneyIsNeverWorseAndADroppedExclusionIsNeverWorse) {
  PortfolioProblem problem = Random(11, {.projects = 14, .targets = 10}, 0);
  problem.excludes = {{0, 1, "a"}, {2, 3, "b"}, {4, 5, "c"}};
  double last = -1;
  for (double budget = 0; budget <= 40; budget += 4) {
    problem.spending[0].ceiling = budget;
    const auto plan = SolvePortfolio(problem, {.method = PortfolioMethod::kExact, .relative_gap = 1e-7});
    ASSERT_TRUE(plan) << Describe(plan.error());
    EXPECT_GE(plan->value, last - 1e-6);
    last = plan->value;
    PortfolioProblem free = problem;
    free.excludes.pop_back();
    EXPECT_GE(SolvePortfolio(free, {.method = PortfolioMethod::kExact, .relative_gap = 1e-7})->value, last - 1e-6);
  }
}

TEST(SolvePortfolio, ABudgetOfNothingBuysWhatCostsNothing) {
  PortfolioProblem problem = Random(5, {.projects = 8, .targets = 6}, 0);
  problem.spending[0].ceiling = 0;
  const auto plan = SolvePortfolio(problem);
  ASSERT_TRUE(plan) << Describe(plan.error());
  EXPECT_NEAR(plan->value, *BestOfAllSubsets(problem), 1e-9);
  for (const auto& cost : problem.spending[0].costs) {
    if (cost.amount > 0) {
      EXPECT_EQ(plan->choice[static_cast<std::size_t>(cost.project)], 0);
    }
  }
}

TEST(SolvePortfolio, TheOrderOfProjectsAndTargetsDoesNotMatter) {
  const PortfolioProblem problem = Random(21, {.projects = 12, .targets = 10}, 0.4);
  PortfolioProblem turned = problem;
  turned.reach.clear();
  turned.reach_start = {0};
  std::ranges::reverse(turned.weight);
  const auto last = static_cast<std::int32_t>(problem.weight.size()) - 1;
  for (std::size_t i = problem.projects; i-- > 0;) {
    for (const auto& reach : problem.ReachOf(i)) turned.reach.push_back({last - reach.target, reach.probability});
    turned.reach_start.push_back(static_cast<std::int64_t>(turned.reach.size()));
  }
  for (auto& cost : turned.spending[0].costs) {
    cost.project = static_cast<std::int32_t>(problem.projects) - 1 - cost.project;
  }
  const PortfolioOptions options{.method = PortfolioMethod::kExact, .relative_gap = 1e-7};
  EXPECT_NEAR(SolvePortfolio(problem, options)->value, SolvePortfolio(turned, options)->value, 1e-6);
}

TEST(SolvePortfolio, ConditionsThatCannotHoldAreNamed) {
  PortfolioProblem problem = Random(2, {.projects = 6, .targets = 5}, 0.5);
  problem.spending[0] = {"budget of 2027", {{0, 5}, {1, 5}, {2, 5}}, 0, 9};
  problem.spending.push_back({"floor of segment X", {{0, 5}, {1, 5}}, 10, INFINITY});
  problem.spending.push_back({"ceiling of region R", {{4, 5}}, 0, 1});
  for (const auto method : {PortfolioMethod::kAuto, PortfolioMethod::kExact, PortfolioMethod::kGreedy}) {
    const auto plan = SolvePortfolio(problem, {.method = method});
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().kind, ErrorKind::kInfeasible);
    EXPECT_THAT(plan.error().message, HasSubstr("budget of 2027; floor of segment X"));
  }
}

TEST(SolvePortfolio, BadInputIsRefused) {
  const PortfolioProblem good = Random(2, {.projects = 4, .targets = 5}, 0.5);
  const auto refused = [](const PortfolioProblem& problem) {
    const auto plan = SolvePortfolio(problem);
    return plan ? std::string("accepted") : Describe(plan.error());
  };
  PortfolioProblem bad = good;
  bad.spending[0].costs[1].amount = -1;
  EXPECT_THAT(refused(bad), HasSubstr("project 1 costs -1"));
  bad = good;
  bad.reach[0].probability = 1.5;
  EXPECT_THAT(refused(bad), HasSubstr("1.5; allowed: 0 to 1"));
  bad = good;
  bad.reach[0].probability = NAN;
  EXPECT_THAT(refused(bad), HasSubstr("nan"));
  bad = good;
  bad.reach[1].target = bad.reach[0].target;
  EXPECT_THAT(refused(bad), HasSubstr("twice"));
  bad = good;
  bad.weight[0] = -2;
  EXPECT_THAT(refused(bad), HasSubstr("worth -2"));
  bad = good;
  bad.prerequisites = {{0, 1, "A requires B"}, {1, 2, "B requires C"}, {2, 0, "C requires A"}};
  EXPECT_THAT(refused(bad), HasSubstr("circle: A requires B; B requires C; C requires A"));
  bad = good;
  bad.excludes = {{1, 1, "A excludes A"}};
  EXPECT_THAT(refused(bad), HasSubstr("A excludes A"));
  bad = good;
  bad.spending[0].floor = 1e9;
  EXPECT_THAT(refused(bad), HasSubstr("budget: at least"));
}

TEST(SolvePortfolio, ALongRowOfPrerequisitesIsNoTrouble) {
  PortfolioProblem problem;
  problem.projects = 3'000;
  problem.weight = {1};
  PortfolioProblem::Spending budget{.condition = "budget", .costs = {}, .floor = 0, .ceiling = 4'000};
  for (std::int32_t i = 0; i < 3'000; ++i) {
    if (i == 2'999) problem.reach.push_back({0, 0.5});
    problem.reach_start.push_back(static_cast<std::int64_t>(problem.reach.size()));
    budget.costs.push_back({i, 1});
    if (i > 0) problem.prerequisites.push_back({i, i - 1, "row"});
  }
  problem.spending.push_back(budget);
  const auto plan = SolvePortfolio(problem, {.method = PortfolioMethod::kGreedy});
  ASSERT_TRUE(plan) << Describe(plan.error());
  EXPECT_EQ(plan->value, 0.5);
}

TEST(RelaxPortfolio, IsCloseOnALargePlan) {
  const PortfolioProblem problem = Random(9, {.projects = 400, .targets = 60, .certain = 0}, 0.05);
  const auto greedy = GreedyPortfolio(problem, {});
  ASSERT_TRUE(greedy);
  const double value = PortfolioValue(problem, *greedy);
  const double bound = RelaxPortfolio(problem, *greedy, {}).bound;
  EXPECT_GE(bound, value);
  EXPECT_LE(bound, value * 1.02);
}

}  // namespace
}  // namespace tenon::plan
