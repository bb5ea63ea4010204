#include "econ/readiness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <vector>

namespace tenon::econ {
namespace {

TEST(Readiness, WordsElseTheUsualLevelAndNeverBelowTheBound) {
  EXPECT_EQ(EstimateReadiness({0, {2, 6, 7}}, 3).level, 6);
  EXPECT_EQ(EstimateReadiness({0, {6, 2}}, 3).level, 2);  // of two the lower: to name a prototype is not to have it
  EXPECT_EQ(EstimateReadiness({0, {}}, 3).basis, ReadinessBasis::kUsual);
  EXPECT_EQ(EstimateReadiness({5, {2}}, 3).level, 5);
  EXPECT_EQ(EstimateReadiness({5, {2}}, 3).basis, ReadinessBasis::kLinks);
  EXPECT_EQ(EstimateReadiness({2, {2}}, std::nullopt).basis, ReadinessBasis::kWords);
  EXPECT_FALSE(EstimateReadiness({0, {}}, std::nullopt).level);
}

TEST(Readiness, CalibrationByHand) {
  // Levels 1, 2, 3, 9. Lower medians of the others: 3 (of 2 3 9), 3 (1 3 9), 2 (1 2 9), 2 (1 2 3). Only the last has a
  // word. Errors 2, 1, 1, 9 - 7 = 2; of the median 2, 1, 1, 7.
  const std::vector<StatedReadiness> stated = {{{}, 1}, {{}, 2}, {{}, 3}, {{0, {7}}, 9}};
  const auto found = CalibrateReadiness(stated);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rows, 4U);
  EXPECT_EQ(found->with_words, 1U);
  EXPECT_EQ(found->median, 2);
  EXPECT_DOUBLE_EQ(found->mean_error, 1.5);
  EXPECT_DOUBLE_EQ(found->within_one, 0.5);
  EXPECT_DOUBLE_EQ(found->median_error, 2.75);
  EXPECT_DOUBLE_EQ(found->median_within_one, 0.5);
  EXPECT_EQ(found->error_90, 2);
  EXPECT_FALSE(CalibrateReadiness(std::vector<StatedReadiness>{{{}, 4}}));
}

TEST(Readiness, CalibrationLeavesEachOut) {
  std::mt19937_64 random(7);
  for (int world = 0; world < 200; ++world) {
    std::vector<StatedReadiness> stated(2 + random() % 40);
    for (StatedReadiness& one : stated) {
      one.level = 1 + static_cast<int>(random() % 9);
      one.clues.bound = random() % 3 == 0 ? 1 + static_cast<int>(random() % 9) : 0;
      for (auto words = random() % 3; words > 0; --words) one.clues.words.push_back(1 + static_cast<int>(random() % 9));
    }
    // Slow: the others are copied and counted level by level.
    double error_sum = 0, median_sum = 0;
    std::vector<double> errors;
    for (std::size_t left = 0; left < stated.size(); ++left) {
      const auto at_most = [&](int level) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < stated.size(); ++i) count += i != left && stated[i].level <= level ? 1 : 0;
        return count;
      };
      int median = 1;
      while (2 * at_most(median) < stated.size() - 1) ++median;
      int level = median;
      const ReadinessClues& clues = stated[left].clues;
      if (clues.words.size() == 1) level = clues.words[0];
      if (clues.words.size() == 2) level = std::min(clues.words[0], clues.words[1]);
      level = std::max(level, clues.bound);
      errors.push_back(std::abs(level - stated[left].level));
      error_sum += errors.back();
      median_sum += std::abs(median - stated[left].level);
    }
    const auto found = CalibrateReadiness(stated);
    ASSERT_TRUE(found);
    const auto rows = static_cast<double>(stated.size());
    EXPECT_DOUBLE_EQ(found->mean_error, error_sum / rows);
    EXPECT_DOUBLE_EQ(found->median_error, median_sum / rows);
    const auto within = [&](double error) {
      return static_cast<double>(std::ranges::count_if(errors, [&](double one) { return one <= error; })) / rows;
    };
    EXPECT_DOUBLE_EQ(found->within_one, within(1));
    EXPECT_GE(within(found->error_90), 0.9 - 1e-12);
    EXPECT_LT(within(found->error_90 - 1), 0.9);
  }
}

}  // namespace
}  // namespace tenon::econ
