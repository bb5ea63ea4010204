#include "plan/consortium.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>

#include "base/random.h"

namespace tenon::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ConsortiumProblem Random(std::uint64_t seed, std::int32_t actors) {
  tenon::Random random(seed);
  ConsortiumProblem problem;
  problem.capabilities = {"etching", "optics", "resist"};
  for (std::int32_t i = 0; i < actors; ++i) {
    problem.may_lead.push_back(random.Uniform() < 0.4 ? 1 : 0);
    problem.cost.push_back(std::floor(random.Uniform(0, 10)));
    for (std::int32_t k = 0; k < 3; ++k) {
      if (random.Uniform() < 0.4) problem.skills.push_back({i, k, std::ceil(random.Uniform() * 10) / 10});
    }
    for (std::int32_t j = 0; j < i; ++j) {
      if (random.Uniform() < 0.3) problem.ties.push_back({j, i, random.Uniform(), -1});
    }
  }
  problem.redundancy = 1 + static_cast<std::int32_t>(random.Below(2));
  problem.max_size = 2 + static_cast<std::int32_t>(random.Below(4));
  problem.budget = 5 + std::floor(random.Uniform(0, 25));
  problem.max_share = random.Uniform() < 0.5 ? 1 : 0.6;
  problem.closeness_weight = random.Uniform() < 0.2 ? 0 : 0.3;
  return problem;
}

/// The definition, written as it stands: value of a set of actors, missing where it is not allowed.
std::optional<double> SlowValue(const ConsortiumProblem& problem, std::uint32_t set) {
  const auto in = [&](std::int32_t i) { return (set >> i & 1U) != 0; };
  const auto actors = static_cast<std::int32_t>(problem.cost.size());
  int size = 0, leads = 0, idle = 0, idle_leads = 0;
  double cost = 0;
  for (std::int32_t i = 0; i < actors; ++i) {
    if (!in(i)) continue;
    const bool may_lead = problem.may_lead[static_cast<std::size_t>(i)] != 0;
    ++size;
    cost += problem.cost[static_cast<std::size_t>(i)];
    leads += may_lead ? 1 : 0;
    bool useful = false;
    for (const auto& own : problem.skills) {
      int better = 0;
      for (const auto& other : problem.skills) {
        better += in(other.actor) && other.capability == own.capability && other.level > own.level ? 1 : 0;
      }
      useful = useful || (own.actor == i && better < problem.redundancy);
    }
    idle += useful ? 0 : 1;
    idle_leads += !useful && may_lead ? 1 : 0;
  }
  if (size > problem.max_size || leads == 0 || cost > problem.budget) return std::nullopt;
  if (idle > 1 || idle != idle_leads || (idle == 1 && leads > 1)) return std::nullopt;
  for (std::int32_t i = 0; i < actors; ++i) {
    if (in(i) && problem.cost[static_cast<std::size_t>(i)] > problem.max_share * cost + 1e-9) return std::nullopt;
  }
  double quality = 0, closeness = 0;
  for (std::int32_t k = 0; k < 3; ++k) {
    std::vector<double> levels;
    for (const auto& skill : problem.skills) {
      if (skill.capability == k && in(skill.actor)) levels.push_back(-skill.level);
    }
    std::ranges::sort(levels);
    if (std::ssize(levels) < problem.redundancy) return std::nullopt;
    quality -= std::accumulate(levels.begin(), levels.begin() + problem.redundancy, 0.0) / problem.redundancy / 3;
  }
  for (const Tie& tie : problem.ties) closeness += in(tie.actor) && in(tie.other) ? tie.closeness : 0;
  closeness = size == 1 ? 1 : closeness / (size * (size - 1) / 2.0);
  return (1 - problem.closeness_weight) * quality + problem.closeness_weight * closeness;
}

std::vector<double> AllValues(const ConsortiumProblem& problem) {
  std::vector<double> values;
  for (std::uint32_t set = 1; set < (1U << problem.cost.size()); ++set) {
    if (const auto value = SlowValue(problem, set)) values.push_back(*value);
  }
  std::ranges::sort(values, std::ranges::greater());
  return values;
}

std::uint32_t SetOf(const Team& team) {
  std::uint32_t set = 0;
  for (const std::int32_t member : team.members) set |= 1U << member;
  return set;
}

TEST(SolveConsortium, AgreesWithEverySubset) {
  int solved = 0;
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    const ConsortiumProblem problem = Random(seed, 9);
    const std::vector<double> values = AllValues(problem);
    const auto plan = SolveConsortium(problem, {.runners_up = 2});
    if (values.empty()) {
      ASSERT_FALSE(plan) << seed;
      EXPECT_EQ(plan.error().kind, ErrorKind::kInfeasible);
      continue;
    }
    ++solved;
    ASSERT_TRUE(plan) << seed << Describe(plan.error());
    std::vector<Team> teams = plan->runners_up;
    teams.insert(teams.begin(), plan->best);
    ASSERT_EQ(teams.size(), std::min<std::size_t>(3, values.size()));
    for (std::size_t i = 0; i < teams.size(); ++i) {
      EXPECT_NEAR(teams[i].value, values[i], 1e-7) << seed << " place " << i;
      EXPECT_NEAR(SlowValue(problem, SetOf(teams[i])).value_or(-1), teams[i].value, 1e-12);
      EXPECT_TRUE(problem.may_lead[static_cast<std::size_t>(teams[i].lead)] != 0);
    }
    EXPECT_NEAR(plan->bound, plan->best.value, 1e-6);
    EXPECT_EQ(plan->status, MipStatus::kOptimal);
  }
  EXPECT_GT(solved, 8);
  EXPECT_LT(solved, 24);
}

TEST(SolveConsortium, LooserConditionsAreNeverWorse) {
  for (std::uint64_t seed = 100; seed < 108; ++seed) {
    const ConsortiumProblem problem = Random(seed, 12);
    const auto before = SolveConsortium(problem, {.runners_up = 0});
    if (!before) continue;
    ConsortiumProblem larger = problem, richer = problem, easier = problem;
    ++larger.max_size;
    richer.budget += 5;
    easier.max_share = 1;
    for (const auto& looser : {larger, richer, easier}) {
      const auto after = SolveConsortium(looser, {.runners_up = 0});
      ASSERT_TRUE(after) << Describe(after.error());
      EXPECT_GE(after->best.value, before->best.value - 1e-7);
    }
  }
}

TEST(SolveConsortium, NamesOfActorsDoNotMatter) {
  const ConsortiumProblem problem = Random(4, 10);
  ConsortiumProblem turned = problem;
  const auto turn = [](std::int32_t i) { return 9 - i; };
  std::ranges::reverse(turned.may_lead);
  std::ranges::reverse(turned.cost);
  for (auto& skill : turned.skills) skill.actor = turn(skill.actor);
  for (Tie& tie : turned.ties) tie = {turn(tie.other), turn(tie.actor), tie.closeness, -1};
  const auto a = SolveConsortium(problem), b = SolveConsortium(turned);
  ASSERT_TRUE(a && b);
  EXPECT_NEAR(a->best.value, b->best.value, 1e-9);
}

/// Firm 0 etches; labs 1 and 2 know optics, lab 2 better; firm 3 can do both, worse.
ConsortiumProblem ByHand() {
  ConsortiumProblem problem;
  problem.capabilities = {"etching", "optics"};
  problem.may_lead = {1, 0, 0, 1};
  problem.cost = {2, 1, 3, 9};
  problem.skills = {{0, 0, 0.8}, {1, 1, 0.5}, {2, 1, 0.9}, {3, 0, 0.2}, {3, 1, 0.2}};
  problem.ties = {{0, 1, 0.75, -1}};
  return problem;
}

TEST(SolveConsortium, APastPartnerMayBeWorthMoreThanABetterStranger) {
  ConsortiumProblem problem = ByHand();
  auto plan = SolveConsortium(problem);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->best.members, ElementsAre(0, 2));  // (0.8 + 0.9) / 2
  EXPECT_NEAR(plan->best.value, 0.85, 1e-12);
  EXPECT_EQ(plan->best.lead, 0);
  problem.closeness_weight = 0.5;
  plan = SolveConsortium(problem);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->best.members, ElementsAre(0, 1));  // 0.5 x 0.65 + 0.5 x 0.75 = 0.7, against 0.6 of firm 3 alone
  EXPECT_NEAR(plan->best.value, 0.7, 1e-12);
  EXPECT_THAT(plan->runners_up.front().members, ElementsAre(3));
  EXPECT_NEAR(plan->runners_up.front().value, 0.5 * 0.2 + 0.5, 1e-12);
}

TEST(SolveConsortium, OfEqualTeamsTheCheapestThenTheSmallest) {
  ConsortiumProblem problem;
  problem.capabilities = {"etching", "optics"};
  problem.may_lead = {1, 1, 0, 0};
  problem.cost = {9, 2, 3, 4};
  problem.skills = {{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {2, 1, 1}, {3, 1, 1}};
  auto plan = SolveConsortium(problem);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->best.members, ElementsAre(1, 2));  // costs 5; actor 0 alone 9; with 3 instead of 2 it is 6
  EXPECT_THAT(plan->runners_up[0].members, ElementsAre(1, 3));
  problem.cost.assign(4, 0);
  plan = SolveConsortium(problem);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->best.members, ElementsAre(0));
}

TEST(SolveConsortium, SaysWhatCannotHoldTogether) {
  ConsortiumProblem problem = ByHand();
  problem.budget = 2.5;
  auto plan = SolveConsortium(problem);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().kind, ErrorKind::kInfeasible);
  EXPECT_THAT(plan.error().message,
              HasSubstr("a member can do 'etching'; a member can do 'optics'; the cost is at most 2.5"));
  problem = ByHand();
  problem.redundancy = 3;
  EXPECT_THAT(SolveConsortium(problem).error().message, HasSubstr("them): 3 members can do 'etching'"));
  problem = ByHand();
  problem.may_lead = {0, 0, 0, 0};
  EXPECT_THAT(SolveConsortium(problem).error().message, HasSubstr("them): a firm leads"));
  problem.skills.clear();
  problem.may_lead = {1, 0, 0, 0};
  EXPECT_THAT(SolveConsortium(problem).error().message, HasSubstr("them): a member can do 'optics'"));
}

TEST(SolveConsortium, WhatIsOutOfRangeIsAnError) {
  const auto kind = [](const std::function<void(ConsortiumProblem&)>& spoil) {
    ConsortiumProblem problem = ByHand();
    spoil(problem);
    const auto plan = SolveConsortium(problem);
    return plan ? ErrorKind::kInternal : plan.error().kind;
  };
  EXPECT_EQ(kind([](auto& p) { p.cost[0] = -1; }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.skills[0].level = 1.5; }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.skills[0].level = 0; }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.skills[1] = p.skills[0]; }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.ties.push_back({1, 0, 0.5, -1}); }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.ties[0].other = 7; }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.capabilities.clear(); }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.budget = std::nan(""); }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.max_share = 0; }), ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind([](auto& p) { p.may_lead.pop_back(); }), ErrorKind::kInvalidArgument);
}

TEST(ClosestTies, TheStrongestPathOfOneOrTwoSteps) {
  // 0 and 1 wrote once together (1/2); both wrote with 2 nine times (0.9 each): the way over 2 is the closer one.
  const std::vector<Collaboration> rows = {{0, 1, 1}, {0, 2, 4}, {2, 0, 5}, {1, 2, 9}, {3, 3, 8}};
  const auto ties = ClosestTies(4, rows, {1, 1, 0, 1});
  ASSERT_EQ(ties.size(), 1U);
  EXPECT_EQ(ties[0].actor, 0);
  EXPECT_EQ(ties[0].other, 1);
  EXPECT_NEAR(ties[0].closeness, 0.81, 1e-12);
  EXPECT_EQ(ties[0].over, 2);
  EXPECT_EQ(ClosestTies(4, rows, {1, 1, 1, 1}).size(), 3U);
}

}  // namespace
}  // namespace tenon::plan
