#include "graph/cut.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "graph/need_fixture.h"

namespace tenon::graph {
namespace {

using ::testing::ElementsAre;
using enum ArcKind;

std::vector<Node> Members(const NodeSets& sets, Node set, Node nodes) {
  std::vector<Node> members;
  for (Node node = 0; node < nodes; ++node) {
    if (sets.Contains(set, node)) members.push_back(node);
  }
  return members;
}

TEST(SingleCuts, InputsAreAllNeededVariantsReplaceEachOther) {
  // 0 -> 2 and 1 -> 3; 2 or 3 makes 4; 4 and 5 make 6.
  const Needs needs =
      *MakeNeeds(7, std::array{Arc{0, 2}, Arc{1, 3}, Arc{2, 4, kVariant}, Arc{3, 4, kVariant}, Arc{4, 6}, Arc{5, 6}});
  const NodeSets cuts = SingleCuts(needs);
  EXPECT_THAT(Members(cuts, 2, 7), ElementsAre(0, 2));
  EXPECT_THAT(Members(cuts, 4, 7), ElementsAre(4));
  EXPECT_THAT(Members(cuts, 6, 7), ElementsAre(4, 5, 6));
  // With 3 lost, all that makes 2 is needed too.
  EXPECT_THAT(Members(SingleCuts(needs, std::array<Node, 1>{3}), 6, 7), ElementsAre(0, 2, 4, 5, 6));
}

TEST(SingleCuts, WhatBothVariantsNeedIsNeeded) {
  // 0 feeds both variants of 3.
  const Needs needs = *MakeNeeds(4, std::array{Arc{0, 1}, Arc{0, 2}, Arc{1, 3, kVariant}, Arc{2, 3, kVariant}});
  EXPECT_THAT(Members(SingleCuts(needs), 3, 4), ElementsAre(0, 3));
}

TEST(PairCuts, AreAlternativesLostTogether) {
  const Needs needs =
      *MakeNeeds(7, std::array{Arc{0, 2}, Arc{1, 3}, Arc{2, 4, kVariant}, Arc{3, 4, kVariant}, Arc{4, 6}, Arc{5, 6}});
  const auto pairs = PairCuts(needs, FinalProducts(needs.dag()));
  std::vector<std::pair<Node, Node>> found;
  for (const CutPair& pair : pairs) {
    found.emplace_back(pair.first, pair.second);
    EXPECT_THAT(pair.products, ElementsAre(6));
  }
  EXPECT_THAT(found, ElementsAre(std::pair{0, 1}, std::pair{0, 3}, std::pair{1, 2}, std::pair{2, 3}));
}

TEST(Cuts, AgreeWithTakingNodesAway) {
  Random random(21);
  std::size_t singles = 0, doubles = 0;
  for (int round = 0; round < 400; ++round) {
    const auto [nodes, arcs] = DrawNeeds(random);
    const Needs needs = *MakeNeeds(nodes, arcs);
    const NodeSets cuts = SingleCuts(needs);
    std::vector<Node> all(nodes);
    for (Node node = 0; node < nodes; ++node) all[node] = node;
    const auto pairs = PairCuts(needs, all);
    for (Node target = 0; target < nodes; ++target) {
      for (Node a = 0; a < nodes; ++a) {
        EXPECT_EQ(cuts.Contains(target, a), !StillWorks(arcs, target, {a}));
        singles += cuts.Contains(target, a) ? 1U : 0U;
        for (Node b = a + 1; b < nodes; ++b) {
          const bool expected =
              !StillWorks(arcs, target, {a, b}) && StillWorks(arcs, target, {a}) && StillWorks(arcs, target, {b});
          const auto pair =
              std::ranges::find_if(pairs, [&](const CutPair& p) { return p.first == a && p.second == b; });
          const bool found = pair != pairs.end() && std::ranges::find(pair->products, target) != pair->products.end();
          EXPECT_EQ(found, expected) << a << " and " << b << " for " << target;
          doubles += found ? 1U : 0U;
        }
      }
    }
  }
  EXPECT_GT(singles, 1000U);
  EXPECT_GT(doubles, 100U);
}

std::size_t Parts(Node nodes, const std::vector<Arc>& arcs, Node without) {
  std::vector<Node> part(nodes);
  for (Node node = 0; node < nodes; ++node) part[node] = node;
  for (Node round = 0; round < nodes; ++round) {
    for (const Arc& arc : arcs) {
      if (arc.tail == without || arc.head == without) continue;
      part[arc.tail] = part[arc.head] = std::min(part[arc.tail], part[arc.head]);
    }
  }
  std::size_t count = 0;
  for (Node node = 0; node < nodes; ++node) count += node != without && part[node] == node ? 1U : 0U;
  return count;
}

TEST(ArticulationPoints, AgreeWithCountingParts) {
  Random random(22);
  std::size_t points = 0;
  for (int round = 0; round < 400; ++round) {
    const auto [nodes, arcs] = DrawNeeds(random);
    const auto found = ArticulationPoints(*MakeDag(nodes, arcs));
    for (Node node = 0; node < nodes; ++node) {
      const bool alone = std::ranges::none_of(arcs, [&](const Arc& a) { return a.tail == node || a.head == node; });
      const bool expected = !alone && Parts(nodes, arcs, node) > Parts(nodes, arcs, nodes);
      EXPECT_EQ(found[node], expected);
      points += expected ? 1U : 0U;
    }
  }
  EXPECT_GT(points, 100U);
}

TEST(Needs, RefuseAPairOfBothKinds) {
  EXPECT_FALSE(MakeNeeds(2, std::array{Arc{0, 1}, Arc{0, 1, kVariant}}));
  EXPECT_TRUE(MakeNeeds(0, {}));
}

}  // namespace
}  // namespace tenon::graph
