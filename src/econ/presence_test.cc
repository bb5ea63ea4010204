#include "econ/presence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "econ/activity_fixture.h"

namespace tenon::econ {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Presence, BothWays) {
  const auto m = PresenceOf({{1, 0, 1}, {0, 0, 1}});
  EXPECT_EQ(m.ones(), 3U);
  EXPECT_THAT(m.ActivitiesOf(0), ElementsAre(0, 2));
  EXPECT_THAT(m.PlacesOf(2), ElementsAre(0, 1));
  EXPECT_THAT(m.PlacesOf(1), IsEmpty());
  EXPECT_EQ(m.diversity(1), 1U);
  EXPECT_EQ(m.ubiquity(2), 2U);
  EXPECT_TRUE(m.Has(0, 2));
  EXPECT_FALSE(m.Has(1, 0));
  EXPECT_EQ(Dense(m.Transposed()), (Matrix{{1, 0}, {0, 0}, {1, 1}}));
}

// A peer adds two 0/1 matrices where both tests of presence are asked for, so that M takes the value 2.
TEST(Presence, HasOnlyTheValuesZeroAndOne) {
  EXPECT_FALSE(MakePresence(2, 2, {{0, 1}, {0, 1}}));
  Random random(2);
  const auto presence = RandomPresence(random, 20, 30);
  for (const auto& row : Dense(presence)) {
    for (const double x : row) EXPECT_TRUE(x == 0 || x == 1);
  }
}

TEST(Presence, RefusesPairsOutOfRange) {
  EXPECT_FALSE(MakePresence(2, 2, {{2, 0}}));
  EXPECT_FALSE(MakePresence(2, 2, {{0, 2}}));
}

TEST(Presence, AWholeStructureEqualToTheWorldsHasEverything) {
  // 0.1 + 0.2 in binary is not 0.3, and quotients of equal structures may end below 1 by a bit; whole amounts do not.
  std::vector<ActivityCell> cells;
  for (std::uint32_t c = 0; c < 7; ++c) {
    for (std::uint32_t p = 0; p < 11; ++p) cells.push_back({c, p, (c + 3.0) * (3 * p + 1)});
  }
  EXPECT_EQ(PresenceByAdvantage(*MakeActivityTable(7, 11, cells)).ones(), 77U);
}

TEST(Presence, ThresholdAndNothing) {
  const auto table = *MakeActivityTable(3, 3, {{0, 0, 30}, {0, 1, 10}, {1, 0, 10}, {1, 1, 50}, {2, 0, 0}});
  EXPECT_EQ(Dense(PresenceByAdvantage(table)), (Matrix{{1, 0, 0}, {0, 1, 0}, {0, 0, 0}}));
  EXPECT_EQ(PresenceByAdvantage(table, 1.5).ones(), 1U);
  EXPECT_EQ(PresenceByAdvantage(table, 0.4).ones(), 4U);
}

// Figures: data guide of the project, from world_trade_avg_1998_to_2000.csv of the R package economiccomplexity.
TEST(Presence, ReproducesTheBalassaMatrixOf1998To2000) {
  const auto file = kTradeData / "world_trade_avg_1998_to_2000.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  const auto data = ReadTable(file, 0, 1, 2);
  const auto m = PresenceByAdvantage(data.table);
  EXPECT_EQ(m.places() * m.activities(), 177'410U);
  EXPECT_EQ(m.ones(), 31'951U);
  EXPECT_EQ(m.diversity(data.Place("deu")), 385U);
  EXPECT_EQ(m.diversity(data.Place("usa")), 350U);
  EXPECT_EQ(m.diversity(data.Place("jpn")), 296U);
  EXPECT_EQ(m.diversity(data.Place("chn")), 294U);
}

TEST(Entries, ByHand) {
  const auto before = PresenceOf({{1, 1, 0, 1}, {0, 1, 1, 0}, {1, 0, 0, 0}, {0, 0, 0, 0}});
  const auto after = PresenceOf({{1, 0, 1, 0}, {1, 1, 1, 0}, {0, 0, 0, 0}, {1, 0, 0, 0}});
  const auto changes = *FindEntries(before, after);
  EXPECT_THAT(changes[0]->entered, ElementsAre(2));
  EXPECT_THAT(changes[0]->left, ElementsAre(1));  // not 3: nobody has it any more
  EXPECT_THAT(changes[0]->stayed, ElementsAre(0));
  EXPECT_EQ(changes[0]->could_enter, 1U);
  EXPECT_THAT(changes[1]->entered, ElementsAre(0));
  EXPECT_THAT(changes[1]->left, IsEmpty());
  EXPECT_FALSE(changes[2]) << "no data after is no exit";
  EXPECT_FALSE(changes[3]) << "no data before is no entry";
}

TEST(Entries, BackwardsIsExit) {
  Random random(3);
  const auto a = RandomPresence(random, 15, 25), b = RandomPresence(random, 15, 25);
  const auto there = *FindEntries(a, b), back = *FindEntries(b, a);
  for (std::size_t c = 0; c < there.size(); ++c) {
    ASSERT_EQ(there[c].has_value(), back[c].has_value());
    if (!there[c]) continue;
    EXPECT_EQ(there[c]->entered, back[c]->left);
    EXPECT_EQ(there[c]->stayed, back[c]->stayed);
    EXPECT_GE(there[c]->could_enter, there[c]->entered.size());
  }
  EXPECT_FALSE(FindEntries(a, RandomPresence(random, 15, 26)));
}

}  // namespace
}  // namespace tenon::econ
