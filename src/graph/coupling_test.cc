#include "graph/coupling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

TEST(Coupling, ByHand) {
  // 3 cites 0, 1; 4 cites 0, 1, 2.
  const auto graph = *MakeCitationGraph(5, std::vector<Citation>{{3, 0}, {3, 1}, {4, 0}, {4, 1}, {4, 2}}, {});
  const auto coupled = CoupledWith(graph.view(), 3, CouplingKind::kBibliographic);
  ASSERT_EQ(coupled.size(), 1U);
  EXPECT_EQ(coupled[0].other, 4U);
  EXPECT_EQ(coupled[0].shared, 2U);
  EXPECT_DOUBLE_EQ(coupled[0].cosine, 2 / std::sqrt(6.0));
  const auto cocited = *AllCoupled(graph.view(), CouplingKind::kCocitation);
  ASSERT_EQ(cocited.size(), 3U);
  EXPECT_EQ(cocited[0].shared, 2U);
  EXPECT_EQ(cocited[1].shared, 1U);
}

TEST(Coupling, EqualsTheSizeOfIntersectionsOnRandomGraphs) {
  constexpr Node kNodes = 40;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto given = MakeRandomCitations(seed, kNodes, 150);
    const auto graph = *MakeCitationGraph(kNodes, given.citations, given.time);
    for (const auto kind : {CouplingKind::kBibliographic, CouplingKind::kCocitation}) {
      std::vector<std::set<Node>> around(kNodes);
      for (Node node = 0; node < kNodes; ++node) {
        for (const Node cited : graph.view().references[node]) {
          (kind == CouplingKind::kBibliographic ? around[node] : around[cited])
              .insert(kind == CouplingKind::kBibliographic ? cited : node);
        }
      }
      const auto all = *AllCoupled(graph.view(), kind, {.at_least = 2}, {.threads = 3});
      std::size_t next = 0;
      for (Node a = 0; a < kNodes; ++a) {
        for (Node b = a + 1; b < kNodes; ++b) {
          const auto shared = std::ranges::count_if(around[a], [&](Node x) { return around[b].contains(x); });
          if (shared < 2) continue;
          ASSERT_LT(next, all.size());
          ASSERT_EQ(all[next].node, a);
          ASSERT_EQ(all[next].other, b);
          ASSERT_EQ(all[next].shared, shared);
          ++next;
        }
      }
      ASSERT_EQ(next, all.size());
    }
  }
}

TEST(Coupling, TooManyPairsAreAnError) {
  const auto graph = *MakeCitationGraph(5, std::vector<Citation>{{1, 0}, {2, 0}, {3, 0}}, {});
  EXPECT_EQ(AllCoupled(graph.view(), CouplingKind::kBibliographic, {.most_pairs = 2}).error().kind,
            ErrorKind::kInfeasible);
  EXPECT_FALSE(AllCoupled(graph.view(), CouplingKind::kBibliographic, {.at_least = 0}));
}

}  // namespace
}  // namespace tenon::graph
