#include "econ/threshold.h"

#include <gtest/gtest.h>

namespace tenon::econ {
namespace {

TEST(Persistence, CountsTheLastYearsThatHaveData) {
  const std::vector<Amount> values = {0.9, 0.5, std::nullopt, 0.3, 0.45};
  const auto p = MeasurePersistence(values, 0.4, 4);
  EXPECT_EQ(p.flag, true);
  EXPECT_NEAR(*p.margin, 0.05, 1e-15);
  EXPECT_EQ(p.years_held, 2U);
  EXPECT_EQ(p.years_known, 3U);
  EXPECT_DOUBLE_EQ(*p.share, 2.0 / 3);
}

TEST(Persistence, AtTheThresholdIsNotAbove) {
  EXPECT_EQ(MeasurePersistence(std::vector<Amount>{0.4}, 0.4, 3).flag, false);
}

TEST(Persistence, NoDataIsNoFlag) {
  const auto last_missing = MeasurePersistence(std::vector<Amount>{0.9, std::nullopt}, 0.4, 3);
  EXPECT_FALSE(last_missing.flag);
  EXPECT_FALSE(last_missing.margin);
  EXPECT_EQ(last_missing.share, 1);
  EXPECT_FALSE(MeasurePersistence({}, 0.4, 3).share);
}

}  // namespace
}  // namespace tenon::econ
