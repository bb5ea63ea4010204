#include "graph/component.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

using testing::ElementsAre;

Components Weak(const OwnedCitationGraph& graph) {
  return WeakComponents(graph.view().references, graph.view().citations);
}

TEST(Components, ByHand) {
  // 0 <-> 1 -> 2, 3 alone, 5 -> 4.
  const auto graph = *MakeCitationGraph(6, std::vector<Citation>{{0, 1}, {1, 0}, {1, 2}, {5, 4}}, {});
  EXPECT_THAT(Weak(graph).of, ElementsAre(0, 0, 0, 1, 2, 2));
  EXPECT_THAT(Weak(graph).size, ElementsAre(3, 1, 2));
  EXPECT_THAT(StrongComponents(graph.view().references).of, ElementsAre(0, 0, 1, 2, 3, 4));
  const auto none = *MakeCitationGraph(0, {}, {});
  EXPECT_TRUE(Weak(none).of.empty());
  EXPECT_TRUE(StrongComponents(none.view().references).of.empty());
}

// By the closure of the relation (Warshall).
TEST(Components, EqualTheClosureOnRandomGraphs) {
  constexpr Node kNodes = 50;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto given = MakeRandomCitations(seed, kNodes, 20 + seed);
    const auto graph = *MakeCitationGraph(kNodes, given.citations, {});
    std::vector<std::vector<bool>> along(kNodes, std::vector<bool>(kNodes)), both = along;
    for (Node node = 0; node < kNodes; ++node) along[node][node] = both[node][node] = true;
    for (const auto& [citing, cited] : given.citations)
      along[citing][cited] = both[citing][cited] = both[cited][citing] = true;
    for (Node k = 0; k < kNodes; ++k) {
      for (Node i = 0; i < kNodes; ++i) {
        for (Node j = 0; j < kNodes; ++j) {
          if (along[i][k] && along[k][j]) along[i][j] = true;
          if (both[i][k] && both[k][j]) both[i][j] = true;
        }
      }
    }
    const Components weak = Weak(graph);
    const Components strong = StrongComponents(graph.view().references);
    for (Node i = 0; i < kNodes; ++i) {
      for (Node j = 0; j < kNodes; ++j) {
        ASSERT_EQ(weak.of[i] == weak.of[j], both[i][j]) << seed;
        ASSERT_EQ(strong.of[i] == strong.of[j], along[i][j] && along[j][i]) << seed;
      }
    }
  }
}

TEST(Components, AChainOfAMillionNeedsNoStack) {
  constexpr Node kNodes = 1'000'000;
  std::vector<Citation> chain;
  for (Node node = 1; node < kNodes; ++node) chain.push_back({node, node - 1});
  chain.push_back({0, kNodes - 1});
  const auto graph = *MakeCitationGraph(kNodes, chain, {});
  EXPECT_THAT(Weak(graph).size, ElementsAre(kNodes));
  EXPECT_THAT(StrongComponents(graph.view().references).size, ElementsAre(kNodes));
}

}  // namespace
}  // namespace tenon::graph
