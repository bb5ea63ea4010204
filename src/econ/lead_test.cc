#include "econ/lead.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace tenon::econ {
namespace {

TEST(Lead, SharesAndTheRatioOfTheFirstTwo) {
  // 0 holds 1 + 0.5, 1 holds 0.5 and 2 nothing.
  const std::vector<Credit> credits = {{0, 0, 1}, {1, 0, 0.5}, {1, 1, 0.5}, {2, 2, 0}};
  const auto lead = MeasureLead(credits, 3, 3);
  ASSERT_TRUE(lead) << Describe(lead.error());
  EXPECT_EQ(lead->leader, 0U);
  EXPECT_EQ(lead->second, 1U);
  EXPECT_EQ(lead->ratio, 3);
  EXPECT_EQ(lead->holders[1].share, 0.25);
  EXPECT_EQ(lead->holders[2].high, 0);
  EXPECT_EQ(lead->stays, 1);  // 1 never has more than 0
  EXPECT_FALSE(lead->ratio_high);
}

TEST(Lead, IntervalsAreThoseOfTheBinomialTheyDraw) {
  // 300 units, 180 of holder 0: a draw holds Binomial(300, 0.6) of them, sd 0.0283.
  std::vector<Credit> credits;
  for (std::uint32_t unit = 0; unit < 300; ++unit) credits.push_back({unit, unit < 180 ? 0U : 1U, 1});
  const auto lead = MeasureLead(credits, 300, 2, {.draws = 4000, .seed = 7});
  ASSERT_TRUE(lead);
  const double sd = std::sqrt(0.6 * 0.4 / 300);
  EXPECT_NEAR(lead->holders[0].low, 0.6 - 1.96 * sd, 0.006);
  EXPECT_NEAR(lead->holders[0].high, 0.6 + 1.96 * sd, 0.006);
  EXPECT_NEAR(*lead->ratio_low, lead->holders[0].low / (1 - lead->holders[0].low), 1e-9);
  EXPECT_GT(lead->stays, 0.999);  // 150 or fewer of 300 is 3.5 sd away
  // The same seed draws the same.
  EXPECT_EQ(MeasureLead(credits, 300, 2, {.draws = 4000, .seed = 7})->ratio_low, lead->ratio_low);
}

TEST(Lead, EqualsAreUnsure) {
  const std::vector<Credit> credits = {{0, 0, 1}, {1, 1, 1}, {2, 0, 1}, {3, 1, 1}};
  const auto lead = MeasureLead(credits, 4, 2, {.draws = 2000});
  ASSERT_TRUE(lead);
  EXPECT_EQ(lead->leader, 0U);
  EXPECT_EQ(lead->ratio, 1);
  EXPECT_NEAR(lead->stays, 11.0 / 16, 0.05);  // Binomial(4, 1/2): 2 or more
}

TEST(Lead, OneHolderHasNoSecond) {
  const std::vector<Credit> credits = {{0, 0, 2}};
  const auto lead = MeasureLead(credits, 1, 1);
  ASSERT_TRUE(lead);
  EXPECT_FALSE(lead->second || lead->ratio || lead->ratio_low);
  EXPECT_EQ(lead->holders[0].low, 1);
}

TEST(Lead, RefusesWhatIsNoCredit) {
  EXPECT_FALSE(MeasureLead(std::vector<Credit>{{0, 0, 0}}, 1, 1));
  EXPECT_FALSE(MeasureLead(std::vector<Credit>{{1, 0, 1}}, 1, 1));
  EXPECT_FALSE(MeasureLead(std::vector<Credit>{{0, 0, -1}}, 1, 1));
  EXPECT_FALSE(MeasureLead(std::vector<Credit>{{0, 0, 1}}, 1, 1, {.draws = 0}));
}

}  // namespace
}  // namespace tenon::econ
