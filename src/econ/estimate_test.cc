#include "econ/estimate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tenon::econ {
namespace {

TEST(Estimate, ARatioIsOfSums) {
  // (1 + 0) / (1 + 3): a mean of ratios would say 1/2.
  const std::vector<RatioUnit> units = {{1, 1}, {0, 3}};
  EXPECT_DOUBLE_EQ(EstimateRatio(units)->value, 0.25);
}

TEST(Estimate, TheIntervalOfAShareIsThatOfTheBinomial) {
  // 400 units, a quarter of them 1: the share of a draw is binomial, with a standard error of sqrt(.25 .75 / 400).
  std::vector<RatioUnit> units(400, {0, 1});
  for (std::size_t i = 0; i < 100; ++i) units[i].numerator = 1;
  const auto share = EstimateRatio(units, {.draws = 4000});
  const double error = 1.959964 * std::sqrt(0.25 * 0.75 / 400);
  EXPECT_NEAR(share->low, 0.25 - error, 0.004);
  EXPECT_NEAR(share->high, 0.25 + error, 0.004);
  EXPECT_NE(EstimateRatio(units, {.draws = 20, .seed = 2})->low, EstimateRatio(units, {.draws = 20, .seed = 3})->low);
}

TEST(Estimate, AMedianGoesByWeight) {
  const std::vector<WeightedValue> equal = {{3, 1}, {1, 1}, {2, 1}, {10, 1}};
  EXPECT_DOUBLE_EQ(EstimateMedian(equal)->value, 2.5);
  const std::vector<WeightedValue> thirds = {{3, 1.0 / 3}, {1, 1.0 / 3}, {2, 1.0 / 3}, {9, 1}};
  EXPECT_DOUBLE_EQ(EstimateMedian(thirds)->value, 6);  // the first three weigh just half
  const std::vector<WeightedValue> heavy = {{-1, 0.1}, {0.5, 5}, {1, 0.1}, {7, 0}};
  EXPECT_DOUBLE_EQ(EstimateMedian(heavy)->value, 0.5);
  const std::vector<WeightedValue> one = {{0.25, 0.5}};
  EXPECT_DOUBLE_EQ(EstimateMedian(one)->low, 0.25);
  EXPECT_DOUBLE_EQ(EstimateMedian(one)->high, 0.25);
}

TEST(Estimate, TheIntervalOfAMedianIsThatOfItsOrderStatistics) {
  // 1 .. 101: the median of a draw lies, in 95 % of draws, between the values of rank about 51 -+ 1.96 sqrt(101) / 2.
  std::vector<WeightedValue> values;
  for (int i = 1; i <= 101; ++i) values.push_back({static_cast<double>(i), 1});
  const auto median = EstimateMedian(values, {.draws = 4000});
  EXPECT_DOUBLE_EQ(median->value, 51);
  EXPECT_NEAR(median->low, 41, 2);
  EXPECT_NEAR(median->high, 61, 2);
}

TEST(Estimate, RefusesWhatHasNoFigure) {
  EXPECT_FALSE(EstimateRatio({}));
  EXPECT_FALSE(EstimateRatio(std::vector<RatioUnit>{{1, 0}}));
  EXPECT_FALSE(EstimateRatio(std::vector<RatioUnit>{{1, -1}, {1, 3}}));
  EXPECT_FALSE(EstimateMedian(std::vector<WeightedValue>{{std::nan(""), 1}}));
  EXPECT_FALSE(EstimateMedian(std::vector<WeightedValue>{{1, 1}}, {.draws = 0}));
}

}  // namespace
}  // namespace tenon::econ
