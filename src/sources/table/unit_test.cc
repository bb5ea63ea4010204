#include "sources/table/unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon::sources {
namespace {

TEST(UnitTest, ConvertsByName) {
  EXPECT_EQ(ParseUnit("thousand USD")->factor, 1000);
  EXPECT_EQ(ParseUnit("Million usd")->factor, 1e6);
  EXPECT_EQ(ParseUnit("%")->factor, 0.01);
  EXPECT_EQ(ParseUnit("kg")->kept_in, "t");
  EXPECT_NEAR(ParseUnit("lb")->factor * 2204.62262185, 1.0, 1e-11);  // pounds in a metric ton
  EXPECT_EQ(ParseUnit("Mt")->factor, 1e6);
}

TEST(UnitTest, UnknownUnitsAreListedNotGuessed) {
  for (const char* unit : {"mt", "T", "tons", "", "USD thousand", "yuan"}) {
    const auto parsed = ParseUnit(unit);
    ASSERT_FALSE(parsed) << unit;
    EXPECT_THAT(parsed.error().message, testing::HasSubstr("short ton")) << unit;
  }
}

}  // namespace
}  // namespace tenon::sources
