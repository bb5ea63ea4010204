#include "econ/advice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/random.h"

namespace tenon::econ {
namespace {

using Values = std::vector<std::optional<double>>;
constexpr auto kNone = std::nullopt;

struct Place {
  Values advantage, earlier, highest, density, complexity;
  std::vector<std::optional<bool>> rising;
  PlaceActivities View() const { return {advantage, earlier, highest, density, complexity, rising}; }
};

std::map<std::uint32_t, AdviceList> Lists(const PlaceAdvice& advice) {
  std::map<std::uint32_t, AdviceList> lists;
  for (const Advised& a : advice.advised) lists[a.activity] = a.list;
  return lists;
}

// Here: 0, 1, 2 with complexity 0, 1, 2 (mean and median 1). Absent: 3 to 7 with density .1 .2 .3 .4 .5, upper quarter
// from .4. All complexities 0 0 1 2 3 3 3 3: upper quarter from 3.
TEST(Advice, ByHand) {
  Place place;
  place.advantage = {2, 1, 1.5, 0.2, 0.7, 0.9, 0, 0.8};
  place.earlier = {2.5, 1, 1.5, 0, 0.7, 1.2, 0, 0.8};
  place.highest = {2.5, 1, 1.5, 0.2, 0.7, 1.2, 0, 0.8};
  place.density = {0.9, 0.9, 0.9, 0.1, 0.2, 0.3, 0.4, 0.5};
  place.complexity = {0, 1, 2, 3, 3, 0, 3, 3};
  const auto advice = AdvisePlace(place.View());
  EXPECT_DOUBLE_EQ(*advice.bounds.mean_complexity, 1);
  EXPECT_DOUBLE_EQ(*advice.bounds.near_density, 0.4);
  EXPECT_DOUBLE_EQ(*advice.bounds.high_complexity, 3);
  const std::map<std::uint32_t, AdviceList> expected = {{0, AdviceList::kUpgrade},  // fell by 20 %
                                                        {2, AdviceList::kUpgrade},  // above the mean
                                                        {5, AdviceList::kUpgrade},  // was here, fell by 25 %
                                                        {6, AdviceList::kGrow},    {7, AdviceList::kGrow},
                                                        {3, AdviceList::kPrepare}};  // 4: RCA 0.7 is not below 0.5
  EXPECT_EQ(Lists(advice), expected);
  // Within a list the highest density x share no more complex (8 of 8) comes first.
  const auto grow = std::ranges::find(advice.advised, AdviceList::kGrow, &Advised::list);
  EXPECT_EQ(grow->activity, 7U);
  EXPECT_DOUBLE_EQ(grow->score, 0.5);

  place.rising.assign(8, kNone);
  EXPECT_EQ(Lists(AdvisePlace(place.View())), expected);
  place.rising[3] = false;
  EXPECT_FALSE(Lists(AdvisePlace(place.View())).contains(3));
  place.rising[3] = true;
  EXPECT_EQ(Lists(AdvisePlace(place.View())), expected);
}

TEST(Advice, WhatIsNotKnownStandsInNoList) {
  Place place;
  place.advantage = {2, kNone, 0.1, 0.1};
  place.earlier = {kNone, 3, kNone, kNone};
  place.highest = {2, 3, 0.1, 0.1};
  place.density = {0.5, 0.5, kNone, 0.5};
  place.complexity = {1, 1, 1, kNone};
  EXPECT_TRUE(AdvisePlace(place.View()).advised.empty());
  EXPECT_TRUE(AdvisePlace({}).advised.empty());
}

TEST(Advice, RelabellingMovesNothing) {
  Random random(31);
  Place place, reversed;
  constexpr std::uint32_t kSize = 40;
  for (std::uint32_t p = 0; p < kSize; ++p) {
    place.advantage.emplace_back(2 * random.Uniform());
    place.earlier.emplace_back(2 * random.Uniform());
    place.highest.emplace_back(std::max(*place.advantage[p], *place.earlier[p]));
    place.density.emplace_back(random.Uniform());
    place.complexity.emplace_back(random.Normal());
  }
  reversed = place;
  for (Values* values :
       {&reversed.advantage, &reversed.earlier, &reversed.highest, &reversed.density, &reversed.complexity}) {
    std::ranges::reverse(*values);
  }
  const auto lists = Lists(AdvisePlace(place.View())), others = Lists(AdvisePlace(reversed.View()));
  ASSERT_GT(lists.size(), 5U);
  ASSERT_EQ(lists.size(), others.size());
  for (const auto& [p, list] : lists) EXPECT_EQ(others.at(kSize - 1 - p), list);
  for (const auto& [p, list] : lists) EXPECT_EQ(list != AdviceList::kUpgrade && *place.advantage[p] >= 1, false);
}

TEST(Advice, SharesNoHigher) {
  EXPECT_EQ(ShareNoHigher(Values{2, kNone, 1, 2, 5}), (Values{0.75, kNone, 0.25, 0.75, 1}));
}

}  // namespace
}  // namespace tenon::econ
