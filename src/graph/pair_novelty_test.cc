#include "graph/pair_novelty.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.h"

namespace tenon::graph {
namespace {

// Works of 2000: {A, B}, {A, B, B}; 2001: {A, B, C}; 2003: {B, C}; 2009: {A, C}; and one without time.
TEST(PairNovelty, ByHand) {
  const OwnedRows sources{{0, 2, 5, 8, 10, 12, 14}, {0, 1, 0, 1, 1, 2, 0, 1, 1, 2, 0, 2, 5, 6}};
  const std::vector<Time> time = {2000, 2000, 2001, 2003, 2009, kNoTime};
  const auto found = *MeasurePairNovelty(sources.view(), time);
  EXPECT_EQ(found[0].pairs, 1U);
  EXPECT_EQ(found[0].first_time, 1U) << "another work of the same year is not earlier";
  EXPECT_EQ(found[0].first_time_reused, 1U);
  EXPECT_EQ(found[1].first_time, 1U);
  EXPECT_EQ(found[2].pairs, 3U);
  EXPECT_EQ(found[2].first_time, 2U) << "A-C and B-C";
  EXPECT_EQ(found[2].first_time_reused, 1U) << "B-C in 2003; A-C in 2009 is too late";
  EXPECT_EQ(found[3].first_time, 0U);
  EXPECT_EQ(found[5].pairs, 0U);
  EXPECT_FALSE(found[0].median_z) << "both works of 2000 hold A and B: nothing is left to chance";
}

// z by drawing which works hold the second source: mean and variance over all draws of n_j of N works.
TEST(PairNovelty, ZIsThatOfTheHypergeometric) {
  // N = 4 works; A in 0, 1, 2; B in 0, 3: the pair once. All 6 choices of 2 works for B: overlap with A has mean 1.5
  // and variance (3 x 1 + 3 x 4)/6 - 2.25 = 0.25.
  const OwnedRows sources{{0, 2, 3, 4, 5}, {0, 1, 0, 0, 1}};
  const auto found = *MeasurePairNovelty(sources.view(), std::vector<Time>(4, 2000));
  EXPECT_NEAR(*found[0].median_z, (1 - 1.5) / 0.5, 1e-12);
}

TEST(PairNovelty, EqualsTheDefinitionOnRandomWorks) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Random random(seed);
    OwnedRows sources{{0}, {}};
    std::vector<Time> time;
    std::vector<std::set<Node>> sets;
    for (int work = 0; work < 40; ++work) {
      for (std::uint64_t i = random.Below(6); i > 0; --i) sources.ends.push_back(static_cast<Node>(random.Below(9)));
      sources.first.push_back(sources.ends.size());
      time.push_back(static_cast<Time>(2000 + random.Below(8)));
      sets.emplace_back(sources.ends.begin() + static_cast<std::ptrdiff_t>(sources.first[sources.first.size() - 2]),
                        sources.ends.end());
    }
    const auto found = *MeasurePairNovelty(sources.view(), time, {.reuse = 2});
    for (std::size_t work = 0; work < 40; ++work) {
      std::uint32_t pairs = 0, first = 0, reused = 0;
      std::vector<double> z;
      for (const Node a : sets[work]) {
        for (const Node b : sets[work]) {
          if (a >= b) continue;
          ++pairs;
          bool earlier = false, later = false;
          double n = 0, na = 0, nb = 0, both = 0;
          for (std::size_t other = 0; other < 40; ++other) {
            const bool has_a = sets[other].contains(a), has_b = sets[other].contains(b);
            earlier = earlier || (has_a && has_b && time[other] < time[work]);
            later = later || (has_a && has_b && time[other] > time[work] && time[other] <= time[work] + 2);
            if (time[other] != time[work]) continue;
            n += 1;
            na += has_a;
            nb += has_b;
            both += has_a && has_b;
          }
          first += !earlier;
          reused += !earlier && later;
          if (na < n && nb < n) {
            const double p = na / n * nb / n;
            z.push_back((both - n * p) / std::sqrt(n * p * (n - na) * (n - nb) / (n * (n - 1))));
          }
        }
      }
      ASSERT_EQ(found[work].pairs, pairs);
      ASSERT_EQ(found[work].first_time, first);
      ASSERT_EQ(found[work].first_time_reused, reused);
      ASSERT_EQ(found[work].median_z.has_value(), !z.empty());
      if (z.empty()) continue;
      std::ranges::sort(z);
      const std::size_t half = z.size() / 2;
      EXPECT_NEAR(*found[work].median_z, z.size() % 2 == 1 ? z[half] : (z[half - 1] + z[half]) / 2, 1e-9);
      EXPECT_LE(*found[work].tenth_percentile_z, *found[work].median_z);
      EXPECT_GE(*found[work].tenth_percentile_z, z.front() - 1e-9);
    }
  }
}

TEST(PairNovelty, WrongArguments) {
  const OwnedRows sources{{0, 0}, {}};
  EXPECT_FALSE(MeasurePairNovelty(sources.view(), {}));
  EXPECT_FALSE(MeasurePairNovelty(sources.view(), std::vector<Time>{1}, {.reuse = 0}));
}

}  // namespace
}  // namespace tenon::graph
