#include "graph/graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/random.h"

namespace tenon::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

//   0   1
//    \ / \     arcs run downwards
//     2   3
//     |\ /
//     4 5     6 stands alone
Dag Hand() {
  const std::array<Arc, 7> arcs = {{{0, 2}, {1, 2}, {1, 3}, {2, 4}, {2, 5}, {3, 5}, {2, 4, ArcKind::kVariant}}};
  return *MakeDag(7, arcs);
}

TEST(Dag, RowsAreSortedAndTwiceIsOnce) {
  const Dag dag = Hand();
  EXPECT_EQ(dag.num_nodes(), 7U);
  EXPECT_EQ(dag.num_arcs(), 6U);
  EXPECT_THAT(dag.Heads(2), ElementsAre(4, 5));
  EXPECT_THAT(dag.Tails(5), ElementsAre(2, 3));
  EXPECT_TRUE(dag.Heads(6).empty());
  EXPECT_THAT(dag.TopologicalOrder(), ElementsAre(0, 1, 2, 3, 4, 5, 6));
}

TEST(Dag, ReachesBothWays) {
  const Dag dag = Hand();
  EXPECT_THAT(Reachable(dag, std::array<Node, 1>{1}, Direction::kDownstream),
              ElementsAre(false, true, true, true, true, true, false));
  EXPECT_THAT(Reachable(dag, std::array<Node, 1>{4}, Direction::kUpstream),
              ElementsAre(true, true, true, false, true, false, false));
}

TEST(Dag, NamesACycle) {
  const auto dag = MakeDag(5, std::array<Arc, 5>{{{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}}});
  ASSERT_FALSE(dag);
  EXPECT_EQ(dag.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_THAT(dag.error().message, HasSubstr("1 -> 2 -> 3"));
}

TEST(Dag, RefusesArcsOutOfRangeAndOntoThemselves) {
  EXPECT_FALSE(MakeDag(2, std::array<Arc, 1>{{{0, 2}}}));
  EXPECT_FALSE(MakeDag(2, std::array<Arc, 1>{{{1, 1}}}));
  EXPECT_EQ(MakeDag(0, {})->num_nodes(), 0U);
}

TEST(Dag, RandomGraphsAgreeWithTheSlowWay) {
  Random random(11);
  for (int round = 0; round < 300; ++round) {
    const auto nodes = static_cast<Node>(2 + random.Below(12));
    std::vector<Node> label(nodes);
    for (Node i = 0; i < nodes; ++i) label[i] = i;
    for (Node i = nodes; i > 1; --i) std::swap(label[i - 1], label[random.Below(i)]);
    std::vector<Arc> arcs;
    for (std::uint64_t i = random.Below(25); i > 0; --i) {
      const auto a = static_cast<Node>(random.Below(nodes)), b = static_cast<Node>(random.Below(nodes));
      if (a != b) arcs.push_back({label[std::min(a, b)], label[std::max(a, b)]});
    }
    const Dag dag = *MakeDag(nodes, arcs);
    std::vector<std::size_t> place(nodes);
    const auto order = dag.TopologicalOrder();
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (const Arc& arc : arcs) EXPECT_LT(place[arc.tail], place[arc.head]);
  }
}

}  // namespace
}  // namespace tenon::graph
