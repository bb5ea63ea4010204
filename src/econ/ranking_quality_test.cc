#include "econ/ranking_quality.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "base/random.h"

namespace tenon::econ {
namespace {

struct Slow {
  double average_precision = 0, hits = 0, ahead = 0, pairs = 0;
};

/// By definition: every order of all forecasts that does not put a lower score before a higher one.
Slow ByAllOrders(const std::vector<Forecast>& forecasts, std::size_t k) {
  std::vector<std::size_t> order(forecasts.size());
  std::iota(order.begin(), order.end(), 0U);
  Slow sum;
  double orders = 0;
  do {
    bool allowed = true;
    for (std::size_t i = 1; i < order.size(); ++i) {
      allowed = allowed && forecasts[order[i - 1]].score >= forecasts[order[i]].score;
    }
    if (!allowed) continue;
    ++orders;
    double found = 0, precisions = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (!forecasts[order[i]].happened) continue;
      ++found;
      precisions += found / static_cast<double>(i + 1);
      if (i < k) ++sum.hits;
    }
    if (found > 0) sum.average_precision += precisions / found;
  } while (std::ranges::next_permutation(order).found);
  for (const Forecast& yes : forecasts) {
    for (const Forecast& no : forecasts) {
      if (!yes.happened || no.happened) continue;
      ++sum.pairs;
      sum.ahead += yes.score > no.score ? 1 : yes.score == no.score ? 0.5 : 0;
    }
  }
  return {sum.average_precision / orders, sum.hits / orders, sum.ahead, sum.pairs};
}

TEST(RankingQuality, AgreesWithAllOrders) {
  Random random(21);
  for (int trial = 0; trial < 60; ++trial) {
    std::vector<Forecast> forecasts(1 + random.Below(7));
    for (Forecast& f : forecasts) f = {static_cast<double>(random.Below(3)), random.Uniform() < 0.4};
    const std::size_t k = 1 + random.Below(8);
    const Slow expected = ByAllOrders(forecasts, k);
    const auto quality = *MeasureRanking(forecasts, k);
    EXPECT_NEAR(quality.hits, expected.hits, 1e-12);
    EXPECT_EQ(quality.average_precision.has_value(), quality.happened > 0);
    EXPECT_NEAR(quality.average_precision.value_or(0), expected.average_precision, 1e-12);
    EXPECT_EQ(quality.auc.has_value(), expected.pairs > 0);
    EXPECT_NEAR(quality.auc.value_or(0) * expected.pairs, expected.ahead, 1e-12);
  }
}

// Hits at places 1, 3 and 5: (1/1 + 2/3 + 3/5) / 3 = 34/45.
TEST(RankingQuality, ByHand) {
  const std::vector<Forecast> forecasts = {{0.1, true}, {0.9, true}, {0.7, false}, {0.5, true}, {0.3, false}};
  const auto quality = *MeasureRanking(forecasts, 2);
  EXPECT_DOUBLE_EQ(*quality.average_precision, 34.0 / 45);
  EXPECT_DOUBLE_EQ(*quality.precision_at_first, 0.5);
  EXPECT_EQ(quality.happened, 3U);
}

TEST(RankingQuality, KnowsPerfectWorstAndChance) {
  std::vector<Forecast> forecasts(1000);
  for (std::size_t i = 0; i < forecasts.size(); ++i) forecasts[i] = {-static_cast<double>(i), i < 100};
  EXPECT_DOUBLE_EQ(*MeasureRanking(forecasts, 100)->average_precision, 1);
  EXPECT_DOUBLE_EQ(MeasureRanking(forecasts, 50)->hits, 50);
  for (Forecast& f : forecasts) f.score = -f.score;
  EXPECT_LT(*MeasureRanking(forecasts, 100)->average_precision, 0.06);
  for (Forecast& f : forecasts) f.score = 7;
  const auto chance = *MeasureRanking(forecasts, 10);
  EXPECT_NEAR(chance.hits, 1, 1e-12);
  EXPECT_NEAR(*chance.average_precision, 0.1, 0.01);
}

TEST(RankingQuality, DoesNotHangOnTheOrderOfTheInput) {
  Random random(22);
  std::vector<Forecast> forecasts(50);
  for (Forecast& f : forecasts) f = {static_cast<double>(random.Below(5)), random.Uniform() < 0.3};
  const auto one = *MeasureRanking(forecasts, 7);
  std::ranges::reverse(forecasts);
  const auto other = *MeasureRanking(forecasts, 7);
  EXPECT_EQ(one.hits, other.hits);
  EXPECT_EQ(one.average_precision, other.average_precision);
}

TEST(RankingQuality, EmptyNothingHappenedAndWrong) {
  const auto empty = *MeasureRanking({}, 5);
  EXPECT_FALSE(empty.precision_at_first);
  EXPECT_FALSE(empty.average_precision);
  const std::vector<Forecast> none = {{1, false}};
  EXPECT_EQ(MeasureRanking(none, 5)->precision_at_first, 0.0);
  EXPECT_FALSE(MeasureRanking(none, 5)->average_precision);
  EXPECT_FALSE(MeasureRanking(none, 0));
  const std::vector<Forecast> bad = {{std::numeric_limits<double>::quiet_NaN(), true}};
  EXPECT_FALSE(MeasureRanking(bad, 1));
}

}  // namespace
}  // namespace tenon::econ
