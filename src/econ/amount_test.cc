#include "econ/amount.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tenon::econ {
namespace {

std::vector<double> Draws(const ErrorModel& model, double amount, int n = 100'000) {
  const ErrorDraw draw(model);
  Random random(1);
  std::vector<double> draws;
  for (int i = 0; i < n; ++i) draws.push_back(draw(amount, random));
  return draws;
}

TEST(ErrorDraw, ExactAmountsDoNotVary) {
  for (const double x : Draws(ExactError(), 3.5, 10)) EXPECT_EQ(x, 3.5);
}

TEST(ErrorDraw, ValuesKeepTheirMeanAndHaveTheirRelativeError) {
  for (const double relative : {kValueError, kGroupError}) {
    const auto draws = Draws(ValueError(relative), 200);
    double sum = 0, squares = 0;
    for (const double x : draws) {
      ASSERT_GT(x, 0);
      sum += x;
      squares += x * x;
    }
    const double n = static_cast<double>(draws.size());
    EXPECT_NEAR(sum / n, 200, 4 * 200 * relative / std::sqrt(n));
    EXPECT_NEAR(std::sqrt(squares / n - (sum / n) * (sum / n)) / 200, relative, 0.03 * relative);
  }
  for (const double x : Draws(ValueError(), 0, 10)) EXPECT_EQ(x, 0);
}

TEST(ErrorDraw, CountsHaveTheJeffreysPosterior) {
  // 90 % limits of Gamma(c + 1/2): half the 5 % and 95 % points of chi-square with 2 c + 1 degrees of freedom.
  // c = 0: 0.00393214 / 2 and 3.84146 / 2; c = 10: 11.5913 / 2 and 32.6706 / 2 (printed chi-square tables).
  const auto zero = *IntervalOf(Draws(CountError(), 0));
  EXPECT_NEAR(zero.low, 0.001966, 0.0003);
  EXPECT_NEAR(zero.high, 1.92073, 0.03);
  const auto ten = *IntervalOf(Draws(CountError(), 10));
  EXPECT_NEAR(ten.low, 5.79565, 0.06);
  EXPECT_NEAR(ten.high, 16.3353, 0.1);
}

TEST(ErrorDraw, AGroupIsWiderThanItsSegment) {
  EXPECT_EQ(ForGroup(ExactError()).kind, ErrorModel::Kind::kValue);
  EXPECT_EQ(ForGroup(CountError()).kind, ErrorModel::Kind::kCount);
  const auto draws = Draws(ForGroup(CountError()), 1000);
  const auto interval = *IntervalOf(draws);
  EXPECT_LT(interval.low, 500);
  EXPECT_GT(interval.high, 1800);
}

TEST(IntervalAround, HoldsThePublishedValue) {
  const std::vector<double> draws = {3, 4, 5};
  EXPECT_EQ(IntervalAround(1, draws)->low, 1);
  EXPECT_EQ(IntervalAround(9, draws)->high, 9);
  EXPECT_EQ(IntervalAround(4, draws)->low, 3);
  EXPECT_EQ(IntervalAround(4, draws)->high, 5);
  EXPECT_FALSE(IntervalAround(1, {}));
}

TEST(IntervalOf, TakesTheCeilingRank) {
  std::vector<double> draws;
  for (int i = 100; i >= 1; --i) draws.push_back(i);
  EXPECT_EQ(IntervalOf(draws)->low, 5);
  EXPECT_EQ(IntervalOf(draws)->high, 95);
  EXPECT_EQ(IntervalOf(std::vector<double>{7})->low, 7);
  EXPECT_EQ(IntervalOf(std::vector<double>{7})->high, 7);
  EXPECT_FALSE(IntervalOf({}));
}

}  // namespace
}  // namespace tenon::econ
