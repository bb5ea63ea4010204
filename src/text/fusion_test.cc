#include "text/fusion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tenon::text {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

TEST(FusionTest, CountsInStandardDeviations) {
  // Means 2 and 0.3; deviations sqrt(2 / 3) and sqrt(0.02 / 3), as worked out by hand.
  const double z = std::sqrt(1.5);
  EXPECT_THAT(FuseScores(std::vector<double>{1, 2, 3}, std::vector<double>{0.4, 0.3, 0.2}, 0.25),
              ElementsAre(DoubleNear(0.75 * z, 1e-12), DoubleNear(0, 1e-12), DoubleNear(-0.75 * z, 1e-12)));
}

TEST(FusionTest, ScoresThatAreAllTheSameTellNothing) {
  const std::vector<double> same = {0.1, 0.1, 0.1}, scores = {3, 1, 2};
  EXPECT_EQ(FuseScores(same, scores, 1), FuseScores(scores, same, 1));
  EXPECT_THAT(FuseScores(same, same, 1), ElementsAre(0, 0, 0));
  EXPECT_THAT(FuseScores(std::vector<double>{7}, std::vector<double>{0.5}, 1), ElementsAre(0));
  EXPECT_TRUE(FuseScores({}, {}, 1).empty());
}

}  // namespace
}  // namespace tenon::text
