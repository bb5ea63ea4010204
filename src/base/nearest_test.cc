#include "base/nearest.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(EditDistance, CountsSlipsOfTheHand) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);  // Levenshtein's own example
  EXPECT_EQ(EditDistance("scan", "sacn"), 1u);       // neighbours swapped
  EXPECT_EQ(EditDistance("abc", ""), 3u);
}

TEST(DidYouMean, OffersOnlyWhatIsNear) {
  const std::vector<std::string> names = {"scan", "stations", "shortage", "concentration"};
  EXPECT_EQ(DidYouMean("scna", names), "; did you mean scan?");
  EXPECT_EQ(DidYouMean("station", names), "; did you mean stations?");
  EXPECT_EQ(DidYouMean("zzzzzz", names), "");
}

}  // namespace
}  // namespace tenon
