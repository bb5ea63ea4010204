#include "graph/dominator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "base/random.h"

namespace tenon::graph {
namespace {

using ::testing::ElementsAre;
using enum SinglePoint;

Dag Make(Node nodes, std::vector<Arc> arcs) { return *MakeDag(nodes, arcs); }

TEST(Dominators, AWaistDominatesWhatLiesBehindIt) {
  // 0, 1 -> 2 -> {3, 4} -> 5: everything passes 2; the variants 3 and 4 replace each other.
  const Dag dag = Make(6, {{0, 2}, {1, 2}, {2, 3}, {2, 4}, {3, 5, ArcKind::kVariant}, {4, 5, ArcKind::kVariant}});
  EXPECT_THAT(ImmediateDominators(dag), ElementsAre(std::nullopt, std::nullopt, std::nullopt, 2, 2, 2));
  EXPECT_THAT(SinglePointsOfFailure(dag), ElementsAre(kNo, kNo, kYes, kNo, kNo, kNo));
}

TEST(SinglePoints, AnUnbranchedChainTellsNothing) {
  EXPECT_THAT(SinglePointsOfFailure(Make(4, {{0, 1}, {1, 2}})),
              ElementsAre(kNoAnswer, kNoAnswer, kNoAnswer, kNoAnswer));
}

TEST(SinglePoints, OneRawInputOfABranchedWayIsOne) {
  // 0 -> {1, 2} -> 3 -> 4
  EXPECT_THAT(SinglePointsOfFailure(Make(5, {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}})),
              ElementsAre(kYes, kNo, kNo, kYes, kNo));
}

TEST(SinglePoints, OneProductOfSeveralIsEnough) {
  // 0 -> 1 -> 3 and {0, 2} -> 4 -> 5 ; 1 leads to an unbranched product only, 4 is the waist of 5.
  EXPECT_THAT(SinglePointsOfFailure(Make(6, {{0, 1}, {1, 3}, {0, 4}, {2, 4}, {4, 5}})),
              ElementsAre(kNo, kNoAnswer, kNo, kNoAnswer, kYes, kNo));
}

// Does any path lead from a raw input to `target` when `deleted` is taken away? No code shared with the kernel.
bool StillReached(Node nodes, const std::vector<Arc>& arcs, Node target, Node deleted) {
  std::vector<bool> raw(nodes, true);
  for (const Arc& arc : arcs) raw[arc.head] = false;
  std::vector<bool> reached(nodes, false);
  for (Node i = 0; i < nodes; ++i) reached[i] = raw[i] && i != deleted;
  for (Node round = 0; round < nodes; ++round) {
    for (const Arc& arc : arcs) {
      if (reached[arc.tail] && arc.head != deleted) reached[arc.head] = true;
    }
  }
  return reached[target];
}

TEST(Dominators, AgreeWithDeletingANode) {
  Random random(12);
  int dominated = 0;
  for (int round = 0; round < 400; ++round) {
    const auto nodes = static_cast<Node>(2 + random.Below(9));
    std::vector<Arc> arcs;
    for (std::uint64_t i = random.Below(2 * nodes); i > 0; --i) {
      const auto a = static_cast<Node>(random.Below(nodes)), b = static_cast<Node>(random.Below(nodes));
      if (a != b) arcs.push_back({std::min(a, b), std::max(a, b)});
    }
    const Dag dag = Make(nodes, arcs);
    const auto immediate = ImmediateDominators(dag);
    const auto single = SinglePointsOfFailure(dag);
    std::vector<bool> expected_single(nodes, false);
    for (Node v = 0; v < nodes; ++v) {
      std::vector<bool> dominates(nodes, false);
      for (auto d = immediate[v]; d; d = immediate[*d]) dominates[*d] = true;
      for (Node u = 0; u < nodes; ++u) {
        if (u == v) continue;
        const bool expected = !StillReached(nodes, arcs, v, u);
        EXPECT_EQ(dominates[u], expected) << "does " << u << " dominate " << v;
        dominated += expected ? 1 : 0;
      }
    }
    for (Node v = 0; v < nodes; ++v) {
      // Final products with a branch above them, by the definition.
      const bool is_final = !dag.Tails(v).empty() && dag.Heads(v).empty();
      bool branch = false;
      for (Node u = 0; u < nodes; ++u) {
        const auto up = Reachable(dag, std::array{u}, Direction::kDownstream);
        branch = branch || (up[v] && dag.Tails(u).size() > 1);
      }
      for (Node u = 0; is_final && branch && u < nodes; ++u) {
        if (u != v && !StillReached(nodes, arcs, v, u)) expected_single[u] = true;
      }
    }
    for (Node v = 0; v < nodes; ++v) EXPECT_EQ(single[v] == kYes, expected_single[v]);
  }
  EXPECT_GT(dominated, 100);
}

}  // namespace
}  // namespace tenon::graph
