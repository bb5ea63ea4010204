#include "text/fusion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tenon::text {
namespace {

TEST(FusionTest, CountsInStandardDeviations) {
  // Deviations sqrt(2 / 3) and sqrt(0.02 / 3), as worked out by hand.
  const auto factors = FactorsOf(std::vector<double>{1, 2, 3}, std::vector<double>{0.4, 0.3, 0.2});
  EXPECT_NEAR(factors.words, std::sqrt(1.5), 1e-12);
  EXPECT_NEAR(factors.vectors, std::sqrt(150), 1e-10);
}

TEST(FusionTest, ScoresThatAreAllTheSameTellNothing) {
  const std::vector<double> same = {0.1, 0.1, 0.1}, scores = {3, 1, 2};
  EXPECT_EQ(FactorsOf(same, scores).words, 0);
  EXPECT_GT(FactorsOf(same, scores).vectors, 0);
  EXPECT_EQ(FactorsOf(std::vector<double>{7}, std::vector<double>{0.5}).vectors, 0);
  EXPECT_EQ(FactorsOf({}, {}).words, 0);
}

TEST(FusionTest, WordsWeighLessAcrossLanguages) {
  EXPECT_DOUBLE_EQ(WordsBesideVectors(1), 1);
  EXPECT_DOUBLE_EQ(WordsBesideVectors(0.5), 0.5);
  EXPECT_DOUBLE_EQ(WordsBesideVectors(0), 0.25);
}

}  // namespace
}  // namespace tenon::text
