#include "cli/progress.h"

#include <gtest/gtest.h>

namespace tenon::cli {
namespace {

TEST(AmountText, UsesThePrefixPeopleRead) {
  EXPECT_EQ(AmountText(999, "bytes"), "999 B");
  EXPECT_EQ(AmountText(12'300'000, "bytes"), "12.3 MB");
  EXPECT_EQ(AmountText(1'200, "rows"), "1.2 k rows");
  EXPECT_EQ(AmountText(7, "rows"), "7 rows");
}

TEST(DurationText, RoundsUpAndShowsHoursOnlyWhenThereAre) {
  EXPECT_EQ(DurationText(6.2), "0:07");
  EXPECT_EQ(DurationText(125), "2:05");
  EXPECT_EQ(DurationText(7260), "2:01:00");
}

}  // namespace
}  // namespace tenon::cli
