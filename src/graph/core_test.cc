#include "graph/core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

using testing::ElementsAre;

// A square with one diagonal (a 2-core), a tail of two, one alone.
TEST(Coreness, ByHand) {
  const auto graph =
      *MakeCitationGraph(7, std::vector<Citation>{{1, 0}, {2, 1}, {3, 2}, {3, 0}, {2, 0}, {4, 3}, {5, 4}}, {});
  EXPECT_THAT(*Coreness(graph.view()), ElementsAre(2, 2, 2, 2, 1, 1, 0));
}

TEST(Coreness, TwoThatCiteEachOtherAreOnePair) {
  const auto graph = *MakeCitationGraph(2, std::vector<Citation>{{1, 0}, {0, 1}}, {});
  EXPECT_THAT(*Coreness(graph.view()), ElementsAre(1, 1));
}

// For each k, take away whoever has fewer than k neighbours until nobody is left to take.
TEST(Coreness, EqualsPruningOnRandomGraphs) {
  constexpr Node kNodes = 60;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto given = MakeRandomCitations(seed, kNodes, 20 * (seed + 1));
    const auto graph = *MakeCitationGraph(kNodes, given.citations, given.time);
    std::vector<std::set<Node>> neighbours(kNodes);
    for (Node node = 0; node < kNodes; ++node) {
      for (const Node cited : graph.view().references[node]) {
        neighbours[node].insert(cited);
        neighbours[cited].insert(node);
      }
    }
    std::vector<std::uint32_t> expected(kNodes, 0);
    for (std::uint32_t k = 1; k < kNodes; ++k) {
      std::vector<bool> in(kNodes, true);
      for (bool changed = true; changed;) {
        changed = false;
        for (Node node = 0; node < kNodes; ++node) {
          const auto left = std::ranges::count_if(neighbours[node], [&](Node other) { return in[other]; });
          if (in[node] && left < static_cast<std::ptrdiff_t>(k)) {
            in[node] = false;
            changed = true;
          }
        }
      }
      for (Node node = 0; node < kNodes; ++node) expected[node] = in[node] ? k : expected[node];
    }
    ASSERT_EQ(*Coreness(graph.view()), expected) << seed;
  }
}

}  // namespace
}  // namespace tenon::graph
