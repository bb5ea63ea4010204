#include "econ/rank.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace tenon::econ {
namespace {

TEST(Rank, EqualsShareTheBetterRankAndGroupsCountTheirMembers) {
  // A group of three leads, two singles tie, one is behind, one has no data.
  const RankInput input{{1, 3, 1, 1, 1}, {0.5, 0.9, 0.5, 0.1, std::nullopt}, {{0.5}, {0.9}, {0.5}, {0.1}, {}}};
  const auto ranks = RankByDraws(input, 1, 4);
  EXPECT_EQ(ranks[1].rank, 1U);
  EXPECT_EQ(ranks[0].rank, 4U);
  EXPECT_EQ(ranks[2].rank, 4U);
  EXPECT_EQ(ranks[3].rank, 6U);
  EXPECT_FALSE(ranks[4].rank);
  EXPECT_FALSE(ranks[4].low);
  EXPECT_FALSE(ranks[4].first_probability);
  EXPECT_EQ(ranks[0].first_probability, 1);
  EXPECT_EQ(ranks[3].first_probability, 0);
}

TEST(Rank, PercentilesAgreeWithCounting) {
  Random random(4);
  const std::size_t units = 9, draws = 300;
  RankInput input;
  for (std::size_t i = 0; i < units; ++i) {
    input.members.push_back(1 + random.Below(3));
    input.values.push_back(random.Uniform());
    input.draws.emplace_back();
    for (std::size_t d = 0; d < draws; ++d) input.draws.back().push_back(static_cast<double>(random.Below(6)));
  }
  const auto ranks = RankByDraws(input, draws, 5);
  for (std::size_t i = 0; i < units; ++i) {
    std::vector<std::size_t> drawn_at_most(units * 3 + 1,
                                           0);  // draws with a rank of at most r, counted from the definition
    for (std::size_t d = 0; d < draws; ++d) {
      std::size_t rank = 1;
      for (std::size_t j = 0; j < units; ++j) rank += input.draws[j][d] > input.draws[i][d] ? input.members[j] : 0;
      for (std::size_t r = rank; r < drawn_at_most.size(); ++r) ++drawn_at_most[r];
    }
    std::size_t low = 1, high = 1;
    while (drawn_at_most[low] < 15) ++low;     // 5 % of 300
    while (drawn_at_most[high] < 285) ++high;  // 95 %
    EXPECT_EQ(ranks[i].low, std::min(low, *ranks[i].rank));
    EXPECT_EQ(ranks[i].high, std::max(high, *ranks[i].rank));
    EXPECT_DOUBLE_EQ(*ranks[i].first_probability, static_cast<double>(drawn_at_most[5]) / 300);
  }
}

}  // namespace
}  // namespace tenon::econ
