#include "graph/sleeping_beauty.h"

#include <gtest/gtest.h>

#include <cmath>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

Beauty Measure(std::vector<std::uint32_t> citations) { return MeasureBeauty(citations); }

// The line runs from 0 to 10 over four years: 0 + 2.5 + 5 + 7.5, and 0 at the peak.
TEST(SleepingBeauty, ByHand) {
  const Beauty beauty = Measure({0, 0, 0, 0, 10, 3});
  EXPECT_DOUBLE_EQ(beauty.coefficient, 15);
  EXPECT_EQ(beauty.peak, 4U);
  EXPECT_EQ(beauty.awakening, 3U);
  EXPECT_EQ(beauty.most, 10U);
  EXPECT_EQ(beauty.citations, 13U);
  // (4 - 2)/2 t + 2 against 2, 1, 4: 0 + (3 - 1)/1 + 0.
  EXPECT_DOUBLE_EQ(Measure({2, 1, 4}).coefficient, 2);
}

// Ke et al. 2015: B = 0 where citations grow linearly, or the peak is at age 0; B <= 0 above the line.
TEST(SleepingBeauty, PropertiesOfThePaper) {
  EXPECT_DOUBLE_EQ(Measure({1, 3, 5, 7}).coefficient, 0);
  EXPECT_DOUBLE_EQ(Measure({9, 5, 1}).coefficient, 0);
  EXPECT_LT(Measure({0, 8, 9, 10}).coefficient, 0);
  EXPECT_DOUBLE_EQ(Measure({}).coefficient, 0);
  EXPECT_DOUBLE_EQ(Measure({0, 0, 0}).coefficient, 0);
  EXPECT_EQ(Measure({1, 5, 5}).peak, 1U);
}

// An implementation that turns zeros into ones in its own input, and so in the numerator too, gives 13.5 here.
TEST(SleepingBeauty, ZerosAreReplacedInTheDenominatorAlone) {
  const std::vector<std::uint32_t> citations = {0, 0, 0, 0, 10};
  EXPECT_DOUBLE_EQ(MeasureBeauty(citations).coefficient, 15);
  EXPECT_EQ(citations, (std::vector<std::uint32_t>{0, 0, 0, 0, 10}));
}

TEST(SleepingBeauty, OfAGraphCountsByAge) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const auto given = MakeRandomCitations(seed, 60, 500);
    const auto graph = *MakeCitationGraph(60, given.citations, given.time);
    const CitationGraph view = graph.view();
    const auto found = *MeasureBeauties(view, 1998, {.threads = 2});
    for (Node node = 0; node < 60; ++node) {
      std::vector<std::uint32_t> by_age;
      for (Node citing = 0; citing < 60; ++citing) {
        const auto references = view.references[citing];
        if (std::ranges::find(references, node) == references.end() || view.time[node] == kNoTime) continue;
        if (view.time[citing] > 1998 || view.time[citing] < view.time[node]) continue;
        const auto age = static_cast<std::size_t>(view.time[citing] - view.time[node]);
        if (by_age.size() <= age) by_age.resize(age + 1);
        ++by_age[age];
      }
      const Beauty expected = Measure(view.time[node] > 1998 ? std::vector<std::uint32_t>{} : by_age);
      ASSERT_EQ(found[node].coefficient, expected.coefficient);
      ASSERT_EQ(found[node].citations, expected.citations);
      ASSERT_EQ(found[node].awakening, expected.awakening);
    }
  }
}

}  // namespace
}  // namespace tenon::graph
