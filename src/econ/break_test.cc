#include "econ/break.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tenon::econ {
namespace {

using ::testing::ElementsAre;
using enum Station;

// A strength whose draws are spread evenly over +- half_width around it, in a shuffled but repeatable order.
StationReading Reading(Station station, double strength, double half_width = 0.05, std::uint64_t seed = 1) {
  StationReading reading{station, strength, {}};
  const int n = 1000;
  for (int i = 0; i < n; ++i) reading.draws.push_back(strength + half_width * (2.0 * (i + 0.5) / n - 1));
  Random random(seed, static_cast<std::uint64_t>(station));
  for (std::size_t i = n; i > 1; --i) std::swap(reading.draws[i - 1], reading.draws[random.Below(i)]);
  return reading;
}

TEST(Breaks, FallsAreJudgedBetweenNeighbours) {
  const auto steps = *FindBreaks({Reading(kDiscovery, 0.4), Reading(kInvention, -0.1), Reading(kCrossing, -0.2)});
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].state, StepState::kNone);
  EXPECT_FALSE(steps[0].from);
  EXPECT_DOUBLE_EQ(steps[0].fall, -0.4);
  EXPECT_EQ(steps[1].state, StepState::kBreak);
  EXPECT_THAT(steps[1].kinds, ElementsAre(BreakKind::kStuckAtPaper));
  EXPECT_DOUBLE_EQ(steps[1].fall, 0.5);
  EXPECT_NEAR(steps[1].margin, 0.2, 1e-15);
  EXPECT_EQ(steps[1].probability, 1);
  EXPECT_EQ(steps[1].robustness, 1);
  EXPECT_FALSE(steps[1].across_missing);
  EXPECT_EQ(steps[2].state, StepState::kNone);
  EXPECT_EQ(DeepestBreak(steps), &steps[1]);
}

TEST(Breaks, KindsFollowTheLanding) {
  const auto kinds = [](const StationProfile& profile) { return FindBreaks(profile)->back().kinds; };
  EXPECT_THAT(kinds({Reading(kDiscovery, -0.5)}), ElementsAre(BreakKind::kNoRoot));
  EXPECT_THAT(kinds({Reading(kProduction, -0.5)}), ElementsAre(BreakKind::kStartsBelow));
  EXPECT_THAT(kinds({Reading(kCrossing, 0), Reading(kProduct, -0.5)}), ElementsAre(BreakKind::kStuckBeforePlant));
  EXPECT_THAT(kinds({Reading(kProduction, 0), Reading(kTrade, -0.5)}), ElementsAre(BreakKind::kDoesNotSell));
  EXPECT_THAT(kinds({Reading(kInvention, 0), Reading(kProduction, -0.5)}), ElementsAre(BreakKind::kStuckBeforePlant));
  EXPECT_THAT(kinds({Reading(kDiscovery, 0), Reading(kProduction, -0.5)}),
              ElementsAre(BreakKind::kStuckAtPaper, BreakKind::kStuckBeforePlant));
  EXPECT_THAT(kinds({Reading(kInvention, 0), Reading(kTrade, -0.5)}),
              ElementsAre(BreakKind::kStuckBeforePlant, BreakKind::kDoesNotSell));
}

TEST(Breaks, AMissingStationIsStridden) {
  const auto steps = *FindBreaks({Reading(kDiscovery, 0.6), {kInvention, std::nullopt, {}}, Reading(kProduction, 0.0)});
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_TRUE(steps[1].across_missing);
  EXPECT_EQ(steps[1].from, kDiscovery);
  EXPECT_EQ(steps[1].state, StepState::kBreak);
}

TEST(Breaks, TheProbabilityDecidesNotTheFall) {
  // Fall 0.32 +- 0.2 uniform: P(fall > 0.3) = (0.52 - 0.3) / 0.4 = 0.55.
  const auto steps = *FindBreaks({Reading(kDiscovery, 0.32, 0), Reading(kInvention, 0, 0.2)});
  EXPECT_NEAR(*steps[1].probability, 0.55, 0.001);
  EXPECT_EQ(steps[1].state, StepState::kUncertain);
  EXPECT_EQ(DeepestBreak(steps), nullptr);
}

TEST(Breaks, DrawsAreComparedPairByPair) {
  // Both ends vary widely but together: the fall is certain although the marginal intervals overlap.
  auto from = Reading(kDiscovery, 0.4, 0.5), to = from;
  to.station = kInvention;
  to.strength = 0.0;
  for (double& draw : to.draws) draw -= 0.4;
  EXPECT_EQ(FindBreaks({from, to})->back().probability, 1);
}

TEST(Breaks, WithoutAnIntervalThereIsNoJudgement) {
  const auto steps = *FindBreaks({Reading(kDiscovery, 0.9), {kInvention, -0.9, {}}});
  EXPECT_EQ(steps[1].state, StepState::kNoInterval);
  EXPECT_FALSE(steps[1].probability);
  EXPECT_FALSE(steps[1].robustness);
  EXPECT_DOUBLE_EQ(steps[1].fall, 1.8);
}

TEST(Breaks, NothingKnownIsNoStep) {
  EXPECT_TRUE(FindBreaks({})->empty());
  EXPECT_TRUE(FindBreaks({{kDiscovery, std::nullopt, {}}})->empty());
}

TEST(Breaks, RobustnessHasItsClosedForm) {
  // One setting is called a break as long as delta stays below its lower tenth of falls, q: over delta uniform in
  // 0.2 .. 0.4 that is (q - 0.2) / 0.2. Falls 0.35 +- 0.1: q = 0.27; variant 0.5 +- 0.1: q = 0.42, always; variant
  // 0.1 +- 0.1: never. A variant without the station is no setting.
  const StationProfile base = {Reading(kDiscovery, 0.35, 0), Reading(kInvention, 0, 0.1)};
  const std::vector<StationProfile> variants = {{Reading(kDiscovery, 0.5, 0), Reading(kInvention, 0, 0.1)},
                                                {Reading(kDiscovery, 0.1, 0), Reading(kInvention, 0, 0.1)},
                                                {Reading(kDiscovery, 0.9, 0)}};
  const BreakOptions many{.draws = 200'000};
  EXPECT_NEAR(*FindBreaks(base, {}, many)->back().robustness, 0.35, 0.01);
  EXPECT_NEAR(*FindBreaks(base, variants, many)->back().robustness, (0.35 + 1 + 0) / 3, 0.01);
}

TEST(Breaks, AgreeWithTheSlowWay) {
  Random random(21);
  for (int round = 0; round < 50; ++round) {
    StationProfile profile;
    for (const Station station : {kDiscovery, kInvention, kCrossing, kProduct, kProduction, kTrade}) {
      if (random.Uniform() < 0.6) {
        profile.push_back(Reading(station, random.Uniform(-0.8, 0.8), random.Uniform(0, 0.3), random.Next()));
      }
    }
    const auto steps = *FindBreaks(profile);
    ASSERT_EQ(steps.size(), profile.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
      int above = 0;
      for (std::size_t d = 0; d < 1000; ++d) {
        const double before = i == 0 ? 0 : profile[i - 1].draws[d];
        above += before - profile[i].draws[d] > 0.3 ? 1 : 0;
      }
      EXPECT_DOUBLE_EQ(*steps[i].probability, above / 1000.0);
      EXPECT_EQ(steps[i].state == StepState::kBreak, above >= 900);
      EXPECT_GE(*steps[i].robustness, 0);
      EXPECT_LE(*steps[i].robustness, 1);
    }
  }
}

TEST(Breaks, RefusesADisorderedWayAndOptionsOutOfRange) {
  EXPECT_FALSE(FindBreaks({Reading(kInvention, 0), Reading(kDiscovery, 0)}));
  EXPECT_FALSE(FindBreaks({Reading(kPeople, 0)}));
  EXPECT_FALSE(FindBreaks({Reading(kDiscovery, 0), {kInvention, 0.0, {0.1}}}));
  EXPECT_FALSE(FindBreaks({}, {}, {.delta = -1}));
  EXPECT_FALSE(FindBreaks({}, {}, {.probability = 0.4}));
  EXPECT_FALSE(FindBreaks({}, {}, {.delta_low = 0.5}));
  EXPECT_FALSE(FindBreaks({}, {}, {.draws = 0}));
}

}  // namespace
}  // namespace tenon::econ
