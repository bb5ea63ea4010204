#include "econ/leverage.h"

#include <gtest/gtest.h>

namespace tenon::econ {
namespace {

TEST(Leverage, ByHand) {
  // Two economies, three segments. Over 0: holds 0.5 x 0.8, 0.9 x 0.2, and one of unknown scarcity. Over 1: none known.
  HoldInput input{
      2, 3, {0.5, 0.9, 1.0, std::nullopt, std::nullopt, 0.3}, {0.8, 0.2, std::nullopt, 0.5, 0.5, std::nullopt}};
  const auto leverage = *MeasureLeverage(input);
  EXPECT_DOUBLE_EQ(*leverage.over[0], 0.4);
  EXPECT_FALSE(leverage.over[1]);
  ASSERT_EQ(leverage.holds.size(), 2U);
  EXPECT_EQ(leverage.holds[0].segment, 0U);
  EXPECT_DOUBLE_EQ(leverage.holds[0].value, 0.4);
  EXPECT_EQ(leverage.holds[1].segment, 1U);
}

TEST(Leverage, AKnownHoldOfNothingIsZeroNotMissing) {
  const auto leverage = *MeasureLeverage({1, 1, {0.0}, {0.7}});
  EXPECT_EQ(leverage.over[0], 0.0);
  EXPECT_TRUE(leverage.holds.empty());
}

TEST(Leverage, RefusesWrongShapesAndShares) {
  EXPECT_FALSE(MeasureLeverage({2, 2, {0.1}, {0.1}}));
  EXPECT_FALSE(MeasureLeverage({1, 1, {1.1}, {0.1}}));
}

TEST(LeverageAtSegment, IsTheMeanOverOtherSuppliers) {
  // Suppliers: itself 50, A 30 (leverage 0.4), B 10 (0), C 10 (unknown): 30 x 0.4 / 40.
  const std::vector<Amount> supply = {50.0, 30.0, 10.0, 10.0};
  const std::vector<Amount> over = {0.9, 0.4, 0.0, std::nullopt};
  EXPECT_DOUBLE_EQ(*LeverageAtSegment(supply, over, 0), 0.3);
  EXPECT_FALSE(LeverageAtSegment(std::vector<Amount>{5.0}, std::vector<Amount>{1.0}, 0));
}

}  // namespace
}  // namespace tenon::econ
