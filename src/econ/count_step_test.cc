#include "econ/count_step.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/random.h"

namespace tenon::econ {
namespace {

/// Whether what is drawn goes back doubled.
enum class Urn { kStays, kGrows };

/// P(count or more of n fall after), by drawing them one after another from an urn of a + b: no gamma function, no
/// recursion over counts.
double UrnTail(std::uint64_t n, std::uint64_t count, double a, double b, Urn urn) {
  std::vector<double> at(n + 2);
  at[0] = 1;
  for (std::uint64_t drawn = 0; drawn < n; ++drawn) {
    for (std::uint64_t k = drawn + 1; k-- > 0;) {
      const double grown = urn == Urn::kGrows ? static_cast<double>(drawn) : 0,
                   of_after = urn == Urn::kGrows ? static_cast<double>(k) : 0;
      const double share = (a + of_after) / (a + b + grown);
      at[k + 1] += at[k] * share;
      at[k] *= 1 - share;
    }
  }
  double tail = 0;
  for (std::uint64_t k = n + 1; k-- > count;) tail += at[k];
  return tail;
}

std::uint64_t Poisson(double mean, Random& random) {
  // Waiting times of a Poisson process.
  std::uint64_t count = 0;
  for (double waited = -std::log1p(-random.Uniform()); waited < mean; waited -= std::log1p(-random.Uniform())) ++count;
  return count;
}

/// Counts of items whose level does not step, with this scatter.
std::vector<std::uint64_t> Draw(std::size_t items, const std::vector<double>& exposure, std::optional<double> r,
                                Random& random) {
  std::vector<std::uint64_t> counts;
  for (std::size_t item = 0; item < items; ++item) {
    const double level = 3 + 60 * random.Uniform();
    for (const double e : exposure) {
      counts.push_back(Poisson(level * (r ? random.Gamma(*r * e) / *r : e), random));
    }
  }
  return counts;
}

TEST(CountStep, AgreesWithDrawingFromAnUrn) {
  const std::vector<double> exposure = {1, 1.5, 0.7, 2};  // mean 1.3
  for (const auto& [before, after] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {0, 1}, {0, 9}, {3, 40}, {40, 3}, {7, 0}, {100, 120}, {5, 8}}) {
    const std::vector<std::uint64_t> counts = {before, 0, after, 0};
    const StepCounts step{counts, exposure, 2};
    for (const double r : {0.3, 2.0, 40.0}) {
      const auto tested = TestSteps(step, r);
      ASSERT_TRUE(tested) << Describe(tested.error());
      EXPECT_NEAR((*tested)[0].p_value / UrnTail(before + after, after, r * 2.7 / 1.3, r * 2.5 / 1.3, Urn::kGrows), 1,
                  1e-9);
      if (after == 0) continue;
      // At the lower end the upper tail is 0.025.
      const double odds = 2.7 / 2.5 * (*tested)[0].ratio_low, whole = r * 5.2 / 1.3;
      EXPECT_NEAR(UrnTail(before + after, after, whole * odds / (1 + odds), whole / (1 + odds), Urn::kGrows), 0.025,
                  1e-8);
    }
    EXPECT_NEAR((*TestSteps(step, std::nullopt))[0].p_value / UrnTail(before + after, after, 2.7, 2.5, Urn::kStays), 1,
                1e-10);
  }
}

TEST(CountStep, FifteenAfterFive) {
  // Binomial of 20 at one half: P(15 or more) = 21,700 / 2^20; Clopper and Pearson's interval of 15/20 is
  // 0.5089541 .. 0.9134285 (R 4, binom.test), as odds.
  const std::vector<std::uint64_t> counts = {5, 15};
  const auto steps = TestSteps({counts, std::vector{1.0, 1.0}, 1}, std::nullopt);
  ASSERT_TRUE(steps);
  EXPECT_NEAR((*steps)[0].p_value, 21700.0 / 1048576, 1e-14);
  EXPECT_EQ((*steps)[0].ratio, 3);
  EXPECT_NEAR((*steps)[0].ratio_low, 0.5089541 / (1 - 0.5089541), 1e-6);
  EXPECT_NEAR((*steps)[0].ratio_high.value_or(0), 0.9134285 / (1 - 0.9134285), 2e-5);
  // Poisson of mean 5: e^-5 5^15 / 15!
  EXPECT_NEAR((*steps)[0].probability, std::exp(-5.0) * 30517578125.0 / 1307674368000.0, 1e-15);
}

TEST(CountStep, WhatWasNotThereBeforeHasAProbabilityButNoRatio) {
  const std::vector<std::uint64_t> counts = {0, 10, 0, 0};
  const auto steps = TestSteps({counts, std::vector{1.0, 1.0}, 1}, std::nullopt);
  ASSERT_TRUE(steps);
  EXPECT_NEAR((*steps)[0].p_value, 1.0 / 1024, 1e-16);
  EXPECT_FALSE((*steps)[0].ratio);
  EXPECT_FALSE((*steps)[0].ratio_high);
  EXPECT_GT((*steps)[0].ratio_low, 1);
  EXPECT_EQ((*steps)[1].p_value, 1);  // nothing before, nothing after: no evidence
  EXPECT_EQ((*steps)[1].probability, 1);
}

TEST(CountStep, LargeCountsKeepTheirTails) {
  // 2^-2000 is below the smallest double: 0, not noise; 60,000 to 62,000 is 5.7 sd, normal tail 5e-9.
  const std::vector<std::uint64_t> counts = {0, 2000, 60000, 62000};
  const auto steps = TestSteps({counts, std::vector{1.0, 1.0}, 1}, std::nullopt);
  ASSERT_TRUE(steps);
  EXPECT_EQ((*steps)[0].p_value, 0);
  EXPECT_NEAR(std::log10((*steps)[1].p_value), std::log10(0.5 * std::erfc(1999 / std::sqrt(2 * 122000.0))), 0.01);
}

TEST(CountStep, FindsTheScatterThatWasPlanted) {
  const std::vector<double> exposure = {1, 2, 3, 2, 1, 1.5};
  Random random(11);
  for (const double r : {2.0, 8.0}) {
    std::vector<double> scaled = exposure;
    for (double& e : scaled) e /= 1.75;
    const auto counts = Draw(600, scaled, r, random);
    const auto found = EstimateYearScatter({counts, exposure, 3});
    ASSERT_TRUE(found && *found);
    EXPECT_NEAR(**found / r, 1, 0.12);  // relative sd of a variance of 2,400 free cells, 0.03, times 4
    // And then p keeps its word.
    const auto steps = TestSteps({counts, exposure, 3}, *found);
    std::size_t refused = 0;
    for (const CountStep& step : *steps) refused += step.p_value <= 0.05 ? 1 : 0;
    EXPECT_LE(refused, 30 + 4 * 5U);  // 600 x 0.05 and four sd
    EXPECT_GE(refused, 8U);           // it can refuse at all
  }
}

TEST(CountStep, NoScatterBeyondPoisson) {
  const std::vector<double> exposure = {1, 1, 1, 1};
  Random random(3);
  const auto counts = Draw(300, exposure, std::nullopt, random);
  const auto found = EstimateYearScatter({counts, exposure, 2});
  ASSERT_TRUE(found);
  EXPECT_TRUE(!*found || **found > 150) << **found;
  const std::vector<std::uint64_t> pair = {1, 2};
  EXPECT_FALSE(*EstimateYearScatter({pair, std::vector{1.0, 1.0}, 1}));  // one year a side tells nothing
}

TEST(CountStep, RefusesWhatItCannotTest) {
  const std::vector<std::uint64_t> counts = {1, 2};
  EXPECT_FALSE(TestSteps({counts, std::vector{1.0, 1.0}, 0}, std::nullopt));
  EXPECT_FALSE(TestSteps({counts, std::vector{1.0, 1.0}, 2}, std::nullopt));
  EXPECT_FALSE(TestSteps({counts, std::vector{1.0, 0.0}, 1}, std::nullopt));
  EXPECT_FALSE(TestSteps({counts, std::vector{1.0, 1.0, 1.0}, 1}, std::nullopt));
  EXPECT_FALSE(TestSteps({counts, std::vector{1.0, 1.0}, 1}, 0.0));
}

}  // namespace
}  // namespace tenon::econ
