#include "econ/survival.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "base/random.h"

namespace tenon::econ {
namespace {

std::vector<Duration> Group(const std::vector<double>& events, const std::vector<double>& censored) {
  std::vector<Duration> group;
  for (const double time : censored) group.push_back({time, false});
  for (const double time : events) group.push_back({time, true});
  return group;
}

// Weeks of remission of children with acute leukaemia. Freireich et al. 1963, Blood 21(6) 699; as printed in Gehan
// 1965, Biometrika 52, 203.
std::vector<Duration> Mercaptopurine() {
  return Group({6, 6, 6, 7, 10, 13, 16, 22, 23}, {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
}
std::vector<Duration> Placebo() {
  return Group({1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}, {});
}

// S and its standard error: Kleinbaum & Klein, Survival Analysis, chapter 2; R survival::survfit gives the same.
TEST(Survival, OfMercaptopurineIsThePublishedOne) {
  const auto curve = EstimateSurvival(Mercaptopurine());
  ASSERT_TRUE(curve);
  const double expected[][4] = {{6, 21, 0.8571, 0.0764},  {7, 17, 0.8067, 0.0869},  {10, 15, 0.7529, 0.0963},
                                {13, 12, 0.6902, 0.1068}, {16, 11, 0.6275, 0.1141}, {22, 7, 0.5378, 0.1282},
                                {23, 6, 0.4482, 0.1346}};
  ASSERT_EQ(curve->points.size(), std::size(expected));
  for (std::size_t i = 0; i < curve->points.size(); ++i) {
    const SurvivalPoint& point = curve->points[i];
    EXPECT_EQ(point.time, expected[i][0]);
    EXPECT_EQ(static_cast<double>(point.at_risk), expected[i][1]);
    EXPECT_NEAR(point.survival, expected[i][2], 5e-5);
    EXPECT_NEAR(std::sqrt(point.variance), expected[i][3], 5e-5);
  }
  EXPECT_EQ(curve->Quantile(0.5), 23);
  EXPECT_EQ(curve->events, 9U);
  EXPECT_EQ(curve->last_time, 35);
}

// 9 and 21 events, 19.25 and 10.75 expected, chi squared 16.79: Kleinbaum & Klein, chapter 2.
TEST(LogRank, OfTheLeukaemiaTrialIsThePublishedOne) {
  const std::vector<std::vector<Duration>> groups = {Mercaptopurine(), Placebo()};
  const auto test = TestLogRank(groups);
  ASSERT_TRUE(test) << Describe(test.error());
  EXPECT_EQ(test->observed, (std::vector<double>{9, 21}));
  EXPECT_NEAR(test->expected[0], 19.25, 5e-3);
  EXPECT_NEAR(test->expected[1], 10.75, 5e-3);
  EXPECT_NEAR(test->chi_squared, 16.79, 5e-3);
  EXPECT_EQ(test->degrees, 1U);
  EXPECT_NEAR(test->p_value, 4.17e-5, 5e-7);
}

std::vector<Duration> Draw(Random& random, std::size_t count, double scale) {
  std::vector<Duration> durations;
  for (std::size_t i = 0; i < count; ++i) {
    durations.push_back({std::floor(-scale * std::log(1 - random.Uniform())), random.Uniform() < 0.6});
  }
  return durations;
}

/// Efron's other way to the same curve: the mass of whatever is censored goes to those watched longer.
std::map<double, double> RedistributeToTheRight(std::vector<Duration> durations) {
  std::ranges::sort(durations, {}, [](const Duration& d) { return std::pair(d.time, !d.has_event); });
  std::vector<double> mass(durations.size(), 1 / static_cast<double>(durations.size()));
  std::map<double, double> survival;
  double left = 1;
  for (std::size_t i = 0; i < durations.size(); ++i) {
    if (durations[i].has_event) {
      left -= mass[i];
      survival[durations[i].time] = left;
    } else {
      for (std::size_t j = i + 1; j < durations.size(); ++j) {
        mass[j] += mass[i] / static_cast<double>(durations.size() - i - 1);
      }
    }
  }
  return survival;
}

TEST(Survival, IsThatOfRedistributionToTheRight) {
  Random random(7);
  for (const std::size_t count : {1U, 2U, 5U, 40U, 300U}) {
    const std::vector<Duration> durations = Draw(random, count, 8);
    const auto curve = EstimateSurvival(durations);
    ASSERT_TRUE(curve);
    const auto expected = RedistributeToTheRight(durations);
    ASSERT_EQ(curve->points.size(), expected.size());
    for (const SurvivalPoint& point : curve->points) {
      EXPECT_NEAR(point.survival, expected.at(point.time), 1e-12);
      EXPECT_LE(point.low, point.survival);
      EXPECT_GE(point.high, point.survival);
      EXPECT_GE(point.low, 0);
      EXPECT_LE(point.high, 1);
    }
  }
}

TEST(Survival, WithoutCensoringGreenwoodIsTheBinomialVariance) {
  const auto curve = EstimateSurvival(Placebo());
  ASSERT_TRUE(curve);
  for (const SurvivalPoint& point : curve->points) {
    EXPECT_NEAR(point.variance, point.survival * (1 - point.survival) / 21, 1e-14);
  }
  EXPECT_EQ(curve->points.back().survival, 0);
}

// Without censoring S after k of n events is 1 - k / n: half are left after the twelfth of 24.
TEST(Survival, TheMedianDoesNotSlipByARounding) {
  for (const int n : {2, 10, 24, 98, 200}) {
    std::vector<double> times;
    for (int time = 1; time <= n; ++time) times.push_back(time);
    EXPECT_EQ(EstimateSurvival(Group(times, {}))->Quantile(0.5), n / 2) << n;
  }
}

TEST(Survival, EdgeCases) {
  const auto none = EstimateSurvival({});
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->points.empty());
  EXPECT_EQ(none->Quantile(0.5), std::nullopt);
  const std::vector<Duration> only_censored = {{3, false}, {0, false}};
  EXPECT_TRUE(EstimateSurvival(only_censored)->points.empty());
  const std::vector<Duration> bad = {{-1, true}}, endless = {{std::numeric_limits<double>::infinity(), true}};
  EXPECT_EQ(EstimateSurvival(bad).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(EstimateSurvival(endless).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(EstimateSurvival(only_censored, 1).error().kind, ErrorKind::kInvalidArgument);
}

/// Two groups, one time after another, straight from the table of two by two.
double TwoGroupChiSquared(const std::vector<Duration>& a, const std::vector<Duration>& b) {
  double deviation = 0, variance = 0;
  std::map<double, std::pair<double, double>> events;
  for (const Duration& d : a) events[d.time].first += d.has_event ? 1 : 0;
  for (const Duration& d : b) events[d.time].second += d.has_event ? 1 : 0;
  for (const auto& [time, died] : events) {
    const auto watched = [t = time](const Duration& d) { return d.time >= t; };
    const auto na = static_cast<double>(std::ranges::count_if(a, watched));
    const auto nb = static_cast<double>(std::ranges::count_if(b, watched));
    const double n = na + nb, d = died.first + died.second;
    deviation += died.first - d * na / n;
    if (n > 1) variance += na * nb * d * (n - d) / (n * n * (n - 1));
  }
  return deviation * deviation / variance;
}

TEST(LogRank, OfTwoGroupsIsThatOfTheTables) {
  Random random(11);
  for (int trial = 0; trial < 20; ++trial) {
    const std::vector<std::vector<Duration>> groups = {Draw(random, 30, 6), Draw(random, 50, 9)};
    const auto test = TestLogRank(groups);
    ASSERT_TRUE(test);
    EXPECT_NEAR(test->chi_squared, TwoGroupChiSquared(groups[0], groups[1]), 1e-9);
  }
}

TEST(LogRank, DoesNotDependOnTheOrderOfGroups) {
  Random random(5);
  std::vector<std::vector<Duration>> groups = {Draw(random, 20, 4), Draw(random, 35, 6), Draw(random, 9, 12), {}};
  const auto test = TestLogRank(groups);
  ASSERT_TRUE(test);
  EXPECT_EQ(test->degrees, 2U);  // the empty group says nothing
  std::ranges::reverse(groups);
  EXPECT_NEAR(TestLogRank(groups)->chi_squared, test->chi_squared, 1e-9);
  EXPECT_NEAR(TestLogRank(groups)->p_value, test->p_value, 1e-12);
  // Chi squared with two degrees: the tail is exp(-x / 2).
  EXPECT_NEAR(test->p_value, std::exp(-test->chi_squared / 2), 1e-14);
}

TEST(LogRank, NothingToCompare) {
  const std::vector<std::vector<Duration>> one = {Placebo()}, quiet = {{{3, false}}, {{4, false}}};
  EXPECT_EQ(TestLogRank(one).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(TestLogRank(quiet).error().kind, ErrorKind::kNotFound);
}

// 81 of 263: Newcombe 1998, Statistics in Medicine 17, 857, table I, method 3: 0.2553 to 0.3662; 0 of 20: 0 to 0.1611;
// 1 of 29: 0.0061 to 0.1718; 15 of 148: 0.0624 to 0.1605.
TEST(Wilson, AreThePublishedIntervals) {
  const struct {
    std::size_t successes, trials;
    double low, high;
  } kExpected[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}};
  for (const auto& expected : kExpected) {
    const auto interval = WilsonInterval(expected.successes, expected.trials);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, expected.low, 5e-5);
    EXPECT_NEAR(interval->high, expected.high, 5e-5);
  }
  EXPECT_FALSE(WilsonInterval(1, 0));
  EXPECT_FALSE(WilsonInterval(2, 1));
}

}  // namespace
}  // namespace tenon::econ
