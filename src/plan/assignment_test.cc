#include "plan/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/random.h"

namespace tenon::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Instance {
  std::vector<PossiblePair> pairs;
  AssignmentCapacities capacities;
};

/// Mostly 1, so that there is something to compete for.
std::uint32_t CapacityOf(Random& random) {
  const std::uint64_t drawn = random.Below(8);
  return drawn == 0 ? 0 : drawn == 1 ? 2 : 1;
}

/// Every pair with a chance of 4 in 5, all scores different.
Instance MakeInstance(Random& random) {
  Instance made;
  for (std::size_t i = 0, count = 1 + random.Below(3); i < count; ++i) {
    made.capacities.needs.push_back(CapacityOf(random));
  }
  for (std::size_t i = 0, count = 1 + random.Below(4); i < count; ++i) {
    made.capacities.results.push_back(CapacityOf(random));
  }
  for (std::uint32_t need = 0; need < made.capacities.needs.size(); ++need) {
    for (std::uint32_t result = 0; result < made.capacities.results.size(); ++result) {
      if (random.Below(5) > 0) made.pairs.push_back({need, result, random.Uniform(), random.Uniform()});
    }
  }
  return made;
}

bool KeepsCapacities(const Instance& made, std::uint32_t chosen) {
  std::vector<std::uint32_t> needs(made.capacities.needs.size()), results(made.capacities.results.size());
  for (std::size_t i = 0; i < made.pairs.size(); ++i) {
    if ((chosen >> i & 1) == 0) continue;
    if (++needs[made.pairs[i].need] > made.capacities.needs[made.pairs[i].need]) return false;
    if (++results[made.pairs[i].result] > made.capacities.results[made.pairs[i].result]) return false;
  }
  return true;
}

/// Whether no pair that is not chosen would be welcome on both sides.
bool IsStable(const Instance& made, std::uint32_t chosen) {
  for (std::size_t i = 0; i < made.pairs.size(); ++i) {
    if ((chosen >> i & 1) != 0) continue;
    std::uint32_t of_need = 0, of_result = 0;
    bool better_for_need = false, better_for_result = false;
    for (std::size_t j = 0; j < made.pairs.size(); ++j) {
      if ((chosen >> j & 1) == 0) continue;
      if (made.pairs[j].need == made.pairs[i].need) {
        ++of_need;
        better_for_need = better_for_need || made.pairs[i].for_need > made.pairs[j].for_need;
      }
      if (made.pairs[j].result == made.pairs[i].result) {
        ++of_result;
        better_for_result = better_for_result || made.pairs[i].for_result > made.pairs[j].for_result;
      }
    }
    const bool need_has_place = of_need < made.capacities.needs[made.pairs[i].need];
    const bool result_has_place = of_result < made.capacities.results[made.pairs[i].result];
    const bool need_wants = need_has_place || (better_for_need && made.capacities.needs[made.pairs[i].need] > 0);
    const bool result_wants =
        result_has_place || (better_for_result && made.capacities.results[made.pairs[i].result] > 0);
    if (need_wants && result_wants) return false;
  }
  return true;
}

TEST(Assignment, AgreesWithAllAssignmentsOfSmallInstances) {
  Random random(11);
  std::size_t with_several_stable = 0;
  for (int round = 0; round < 200; ++round) {
    const Instance made = MakeInstance(random);
    const auto stable = AssignStably(made.pairs, made.capacities);
    const auto heaviest = AssignByWeight(made.pairs, made.capacities);
    ASSERT_TRUE(stable && heaviest);
    std::uint32_t code = 0;
    for (const std::size_t pair : *stable) code |= 1U << pair;
    EXPECT_TRUE(KeepsCapacities(made, code) && IsStable(made, code)) << round;
    // With different scores the needs' best stable assignment also has the largest sum of theirs of all stable ones.
    double sum = 0, best_stable = 0, best = 0;
    for (const std::size_t pair : *stable) sum += made.pairs[pair].for_need;
    std::size_t stable_ones = 0;
    for (std::uint32_t chosen = 0; chosen < 1U << made.pairs.size(); ++chosen) {
      if (!KeepsCapacities(made, chosen)) continue;
      double worth = 0;
      for (std::size_t i = 0; i < made.pairs.size(); ++i) worth += (chosen >> i & 1) != 0 ? made.pairs[i].for_need : 0;
      best = std::max(best, worth);
      if (!IsStable(made, chosen)) continue;
      ++stable_ones;
      best_stable = std::max(best_stable, worth);
    }
    EXPECT_NEAR(sum, best_stable, 1e-12) << round;
    EXPECT_NEAR(heaviest->value, best, 1e-9) << round;
    EXPECT_EQ(heaviest->status, MipStatus::kOptimal);
    with_several_stable += stable_ones > 1 ? 1U : 0U;
  }
  EXPECT_GT(with_several_stable, 0U);
}

TEST(Assignment, WhatEveryoneWantsGoesToOne) {
  // Both needs want result 0; alone they would take it twice.
  const std::vector<PossiblePair> pairs = {{0, 0, 5, 5}, {0, 1, 1, 1}, {1, 0, 4.5, 6}, {1, 1, 4, 4}};
  const AssignmentCapacities one_each = {{1, 1}, {1, 1}};
  EXPECT_THAT(*AssignStably(pairs, one_each), ElementsAre(1, 2));
  EXPECT_THAT(AssignByWeight(pairs, one_each)->pairs, ElementsAre(0, 3));
  EXPECT_EQ(AssignByWeight(pairs, one_each)->value, 9);
  EXPECT_THAT(*AssignStably(pairs, {{1, 1}, {2, 2}}), ElementsAre(0, 2));
}

TEST(Assignment, EdgeCases) {
  EXPECT_THAT(*AssignStably({}, {}), IsEmpty());
  EXPECT_THAT(AssignByWeight({}, {})->pairs, IsEmpty());
  const std::vector<PossiblePair> pair = {{0, 0, 1, 1}};
  EXPECT_THAT(*AssignStably(pair, {{0}, {1}}), IsEmpty());
  EXPECT_THAT(*AssignStably(pair, {{1}, {0}}), IsEmpty());
  EXPECT_THAT(AssignByWeight(pair, {{1}, {0}})->pairs, IsEmpty());
  EXPECT_EQ(AssignStably(pair, {{1}, {}}).error().kind, ErrorKind::kInvalidArgument);
  const std::vector<PossiblePair> broken = {{0, 0, std::numeric_limits<double>::infinity(), 1}};
  EXPECT_EQ(AssignByWeight(broken, {{1}, {1}}).error().kind, ErrorKind::kInvalidArgument);
  // Of equal ones the first.
  const std::vector<PossiblePair> equal = {{0, 0, 1, 1}, {1, 0, 1, 1}};
  EXPECT_THAT(*AssignStably(equal, {{1, 1}, {1}}), ElementsAre(0));
}

}  // namespace
}  // namespace tenon::plan
