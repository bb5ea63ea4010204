#include "econ/variety.h"

#include <gtest/gtest.h>

#include <cmath>

#include "econ/activity_fixture.h"

namespace tenon::econ {
namespace {

// Place 0: halves in one group: 1 bit, all related. Place 1: halves in two groups: 1 bit, all unrelated.
// Place 2: 1/2, 1/4 in group 0 and 1/4 in group 1.
TEST(Variety, ByHand) {
  const auto table = *MakeActivityTable(
      5, 3, {{0, 0, 5}, {0, 1, 5}, {1, 0, 2}, {1, 2, 2}, {2, 0, 8}, {2, 1, 4}, {2, 2, 4}, {4, 0, 0}});
  const auto variety = *MeasureVariety(table, std::vector<std::uint32_t>{0, 0, 1});
  EXPECT_DOUBLE_EQ(variety[0]->related, 1);
  EXPECT_DOUBLE_EQ(variety[0]->unrelated, 0);
  EXPECT_DOUBLE_EQ(variety[1]->related, 0);
  EXPECT_DOUBLE_EQ(variety[1]->unrelated, 1);
  EXPECT_DOUBLE_EQ(variety[2]->entropy, 1.5);
  EXPECT_DOUBLE_EQ(variety[2]->unrelated, 0.75 * std::log2(4.0 / 3) + 0.5);
  EXPECT_FALSE(variety[3]);
  EXPECT_FALSE(variety[4]) << "nothing at all has no shares";
  EXPECT_FALSE(MeasureVariety(table, std::vector<std::uint32_t>{0, 0}));
}

TEST(Variety, RelatedAndUnrelatedAddUpToEntropy) {
  Random random(16);
  std::vector<ActivityCell> cells;
  std::vector<std::uint32_t> groups;
  for (std::uint32_t p = 0; p < 40; ++p) groups.push_back(static_cast<std::uint32_t>(random.Below(6)));
  for (std::uint32_t c = 0; c < 10; ++c) {
    for (std::uint32_t p = 0; p < 40; ++p) {
      if (random.Uniform() < 0.5) cells.push_back({c, p, std::floor(random.Uniform(0, 100))});
    }
  }
  const auto varieties = *MeasureVariety(*MakeActivityTable(10, 40, cells), groups);
  for (const auto& v : varieties) {
    EXPECT_NEAR(v->entropy, v->related + v->unrelated, 1e-12);
    EXPECT_LE(v->entropy, std::log2(40.0));
    EXPECT_LE(v->unrelated, std::log2(6.0));
    EXPECT_GE(v->related, 0);
  }
}

}  // namespace
}  // namespace tenon::econ
