#include "graph/diversity.h"

#include <gtest/gtest.h>

namespace tenon::graph {
namespace {

// Node 0 is cited by 1 (class 0), 2 (class 0), 3 (class 1), 4 (no class): s = 2/3, 1/3.
TEST(Diversity, GeneralityByHand) {
  const auto graph = *MakeCitationGraph(5, std::vector<Citation>{{1, 0}, {2, 0}, {3, 0}, {4, 0}}, {});
  const OwnedRows classes{{0, 0, 1, 2, 3, 3}, {0, 0, 1}};
  const auto generality = *Generality(graph.view(), classes.view());
  EXPECT_EQ(generality[0].classified, 3U);
  EXPECT_EQ(generality[0].unclassified, 1U);
  EXPECT_DOUBLE_EQ(*generality[0].raw, 4.0 / 9);
  EXPECT_DOUBLE_EQ(*generality[0].corrected, 4.0 / 9 * 3 / 2);
  EXPECT_FALSE(generality[1].raw);
  const auto originality = *Originality(graph.view(), classes.view());
  EXPECT_FALSE(originality[0].raw);
  EXPECT_EQ(originality[1].classified, 0U) << "node 0 has no class";
}

TEST(Diversity, OneIsTooFewForTheCorrection) {
  const auto one = MeasureDiversity(std::vector<double>{1}, 1);
  EXPECT_DOUBLE_EQ(*one.raw, 0);
  EXPECT_FALSE(one.corrected);
  EXPECT_FALSE(MeasureDiversity({}, 0).raw);
}

// Hall 2005: with N draws from the true shares the corrected index is right on average. Two classes of one half, two
// draws: apart with probability 1/2, where raw is 1/2 and corrected 1; together 0. The mean is 1/2, the true value.
TEST(Diversity, TheCorrectionIsUnbiased) {
  const double apart = *MeasureDiversity(std::vector<double>{1, 1}, 2).corrected;
  const double together = *MeasureDiversity(std::vector<double>{2}, 2).corrected;
  EXPECT_DOUBLE_EQ((apart + together) / 2, 0.5);
}

TEST(Diversity, SeveralClassesShareOneNeighbour) {
  const auto graph = *MakeCitationGraph(3, std::vector<Citation>{{1, 0}, {2, 0}}, {});
  const OwnedRows classes{{0, 0, 2, 4}, {0, 1, 2, 3}};
  const auto generality = *Generality(graph.view(), classes.view());
  EXPECT_DOUBLE_EQ(*generality[0].raw, 0.75);
  EXPECT_DOUBLE_EQ(*generality[0].corrected, 1) << "0.75 x 2 is cut at 1";
  EXPECT_FALSE(Generality(graph.view(), OwnedRows{{0, 0}, {}}.view()));
}

}  // namespace
}  // namespace tenon::graph
