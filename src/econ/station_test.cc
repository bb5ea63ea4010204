#include "econ/station.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tenon::econ {
namespace {

StationStrength Measure(const Distribution& segment, const Distribution& all, std::size_t economy,
                        DrawOptions options = {}) {
  return *MeasureStation({.segment = &segment, .all = &all, .economy = economy}, options);
}

TEST(Station, ByHand) {
  // Economy 1 has 30 of 100 in the segment and 20 of 200 in all: S = 0.3, E = 0.1, S / E = 3, strength 2 / 4.
  const Distribution segment{{60.0, 30.0, 10.0}, std::nullopt, ValueError()};
  const Distribution all{{100.0, 20.0, 80.0}, std::nullopt, ValueError()};
  const auto s = Measure(segment, all, 1);
  EXPECT_DOUBLE_EQ(*s.level, 0.3);
  EXPECT_DOUBLE_EQ(*s.size, 0.1);
  EXPECT_NEAR(*s.strength, 0.5, 1e-15);
  EXPECT_DOUBLE_EQ(*s.distance, 0.5);
  EXPECT_EQ(s.leader, 0U);
  EXPECT_EQ(s.world, 100);
  EXPECT_EQ(s.strength_draws.size(), 1000U);
  EXPECT_LT(s.strength_interval->low, 0.5);
  EXPECT_GT(s.strength_interval->high, 0.5);
  EXPECT_EQ(Measure(segment, all, 0).distance, 1);
}

TEST(Station, TheWorldTotalMayBeTheSourcesOwn) {
  // Half of the world is not listed: the level halves, the distance to the leader stays.
  const Distribution segment{{60.0, 30.0, 10.0}, 200.0, ExactError()};
  const Distribution all{{100.0, 20.0, 80.0}, 400.0, ExactError()};
  const auto s = Measure(segment, all, 1);
  EXPECT_DOUBLE_EQ(*s.level, 0.15);
  EXPECT_NEAR(*s.strength, 0.5, 1e-15);
  EXPECT_DOUBLE_EQ(*s.distance, 0.5);
  // Exact amounts do not vary, whether the world is more or (whole counting) less than the sum of its economies.
  EXPECT_NEAR(s.strength_interval->low, 0.5, 1e-12);
  EXPECT_NEAR(s.strength_interval->high, 0.5, 1e-12);
  const Distribution whole_counts{{60.0, 30.0, 10.0}, 80.0, ExactError()};
  EXPECT_NEAR(Measure(whole_counts, all, 1).level_interval->high, 30.0 / 80, 1e-12);
  const Distribution below_own{{60.0, 30.0, 10.0}, 20.0, ExactError()};
  EXPECT_FALSE(MeasureStation({.segment = &below_own, .all = &all, .economy = 1}));
}

TEST(Station, NoneIsMinusOneAndNotNamedIsMissing) {
  const Distribution segment{{0.0, std::nullopt, 10.0}, std::nullopt, CountError()};
  const Distribution all{{10.0, 10.0, 10.0}, std::nullopt, CountError()};
  const auto none = Measure(segment, all, 0);
  EXPECT_EQ(none.strength, -1);
  EXPECT_EQ(none.strength_interval->low, -1);
  EXPECT_GT(none.strength_interval->high, -0.95);  // nothing counted is not nothing there
  const auto unnamed = Measure(segment, all, 1);
  EXPECT_FALSE(unnamed.amount);
  EXPECT_FALSE(unnamed.strength);
  EXPECT_FALSE(unnamed.level_interval);
  EXPECT_TRUE(unnamed.strength_draws.empty());
  EXPECT_EQ(unnamed.leader, 2U);
  EXPECT_EQ(unnamed.world, 10);
}

TEST(Station, WithoutASizeThereIsNoStrength) {
  const Distribution segment{{3.0, 1.0}, std::nullopt, ValueError()};
  const Distribution no_size{{0.0, 1.0}, std::nullopt, ValueError()};
  EXPECT_FALSE(Measure(segment, no_size, 0).strength);
  EXPECT_EQ(Measure(segment, no_size, 0).level, 0.75);
  const auto tonnes = *MeasureStation({.segment = &segment, .economy = 1, .additivity = Additivity::kDoesNotAdd});
  EXPECT_FALSE(tonnes.strength);
  EXPECT_EQ(tonnes.level, 0.25);
  EXPECT_NEAR(*tonnes.distance, 1.0 / 3, 1e-15);
}

TEST(Station, AnEmptyWorldHasNoLevel) {
  const Distribution segment{{0.0, 0.0}, std::nullopt, CountError()};
  const auto s = Measure(segment, segment, 0);
  EXPECT_EQ(s.world, 0);
  EXPECT_FALSE(s.level);
  EXPECT_FALSE(s.distance);
  EXPECT_FALSE(s.leader);
  const Distribution unknown{{std::nullopt, std::nullopt}, std::nullopt, CountError()};
  EXPECT_FALSE(Measure(unknown, segment, 0).world);
}

TEST(Station, StrengthIsAntisymmetricBoundedAndFreeOfScale) {
  Random random(3);
  for (int round = 0; round < 100; ++round) {
    Distribution segment, all;
    for (int i = 0; i < 4; ++i) {
      segment.economies.push_back(random.Uniform(0, 50));
      all.economies.push_back(*segment.economies.back() + random.Uniform(0, 500));
    }
    const auto s = Measure(segment, all, 2, {.draws = 1});
    const auto swapped = Measure(all, segment, 2, {.draws = 1});
    EXPECT_NEAR(*s.strength, -*swapped.strength, 1e-12);
    EXPECT_LE(std::abs(*s.strength), 1);
    EXPECT_LE(*s.distance, 1);
    for (auto& amount : segment.economies) *amount *= 1000;
    EXPECT_NEAR(*Measure(segment, all, 2, {.draws = 1}).strength, *s.strength, 1e-12);
    // Relabelling: the same economy at another place.
    std::swap(segment.economies[2], segment.economies[0]);
    std::swap(all.economies[2], all.economies[0]);
    EXPECT_NEAR(*Measure(segment, all, 0, {.draws = 1}).strength, *s.strength, 1e-12);
  }
}

TEST(Station, DrawsDependOnSeedAndStreamOnly) {
  const Distribution d{{5.0, 7.0}, std::nullopt, CountError()};
  const Distribution all{{50.0, 60.0}, std::nullopt, CountError()};
  EXPECT_EQ(Measure(d, all, 0).strength_draws, Measure(d, all, 0).strength_draws);
  EXPECT_NE(Measure(d, all, 0).strength_draws, Measure(d, all, 0, {.stream = 1}).strength_draws);
  EXPECT_NE(Measure(d, all, 0).strength_draws, Measure(d, all, 0, {.seed = 2}).strength_draws);
}

TEST(Station, RefusesWhatIsNoAmount) {
  const Distribution good{{1.0}, std::nullopt, ValueError()};
  const Distribution negative{{-1.0}, std::nullopt, ValueError()};
  EXPECT_FALSE(MeasureStation({.segment = &negative, .all = &good, .economy = 0}));
  EXPECT_FALSE(MeasureStation({.segment = &good, .all = &negative, .economy = 0}));
  EXPECT_FALSE(MeasureStation({.segment = &good, .all = &good, .economy = 1}));
  EXPECT_FALSE(MeasureStation({.segment = &good, .all = &good, .economy = 0}, {.draws = 0}));
}

// The same interval from the standard library's generators, many more draws, and the other form (RCA - 1) / (RCA + 1).
Interval SlowStrength(const std::vector<double>& segment, const std::vector<double>& all, bool counts) {
  std::mt19937_64 engine(99);
  const double sigma = std::sqrt(std::log(1 + 0.05 * 0.05));
  std::lognormal_distribution<double> factor(-sigma * sigma / 2, sigma);
  const auto vary = [&](double x) {
    return counts ? std::gamma_distribution<double>(x + 0.5, 1)(engine) : x * factor(engine);
  };
  std::vector<double> strengths;
  for (int d = 0; d < 40'000; ++d) {
    double s = 0, s_world = 0, e = 0, e_world = 0;
    for (std::size_t i = segment.size(); i-- > 0;) {
      s = vary(segment[i]), s_world += s;
      e = vary(all[i]), e_world += e;
    }
    const double rca = (s / s_world) / (e / e_world);
    strengths.push_back((rca - 1) / (rca + 1));
  }
  std::ranges::sort(strengths);
  return {strengths[2000], strengths[38'000]};
}

TEST(Station, IntervalsAgreeWithTheSlowWay) {
  const std::vector<double> segment = {12, 40, 3, 25}, all = {300, 500, 250, 400};
  for (const bool counts : {true, false}) {
    Distribution s{{}, std::nullopt, counts ? CountError() : ValueError()}, a = s;
    s.economies.assign(segment.begin(), segment.end());
    a.economies.assign(all.begin(), all.end());
    const auto measured = Measure(s, a, 0, {.draws = 40'000});
    const auto slow = SlowStrength(segment, all, counts);
    const double width = slow.high - slow.low;
    EXPECT_NEAR(measured.strength_interval->low, slow.low, 0.03 * width);
    EXPECT_NEAR(measured.strength_interval->high, slow.high, 0.03 * width);
  }
}

}  // namespace
}  // namespace tenon::econ
