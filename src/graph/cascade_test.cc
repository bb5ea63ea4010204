#include "graph/cascade.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "graph/need_fixture.h"

namespace tenon::graph {
namespace {

using enum ArcKind;
using enum VariantRule;

TEST(Cascade, ByHand) {
  // 0 or 1 makes 2; 2 and 3 make 4. Own supplies: 0.2, 0.8, 0.9, 0.5, 1.
  const Needs needs = *MakeNeeds(5, std::array{Arc{0, 2, kVariant}, Arc{1, 2, kVariant}, Arc{2, 4}, Arc{3, 4}});
  const std::array own = {0.2, 0.8, 0.9, 0.5, 1.0};
  const auto replace = *Cascade(needs, own, kReplace);
  EXPECT_DOUBLE_EQ(replace[2].left, 0.8);
  EXPECT_EQ(replace[2].binds, 1U);
  EXPECT_DOUBLE_EQ(replace[4].left, 0.5);
  EXPECT_EQ(replace[4].binds, 3U);
  const auto apart = *Cascade(needs, own, kApart);
  EXPECT_DOUBLE_EQ(apart[2].left, 0.5);  // (0.2 + 0.8) / 2
  EXPECT_EQ(apart[2].binds, 0U);
  const auto parts = *Cascade(needs, own, kApart, std::array{0.25, 0.75});
  EXPECT_DOUBLE_EQ(parts[2].left, 0.65);  // 0.25 x 0.2 + 0.75 x 0.8
}

TEST(Cascade, NothingLostLeavesEverything) {
  const Needs needs =
      *MakeNeeds(5, std::array{Arc{0, 3, kVariant}, Arc{1, 3, kVariant}, Arc{2, 3, kVariant}, Arc{3, 4}});
  const std::vector<double> own(5, 1.0);
  for (const auto rule : {kReplace, kApart}) {
    const auto left = *Cascade(needs, own, rule, std::array{0.1, 0.2, 0.7});
    for (const Capacity& capacity : left) EXPECT_EQ(capacity.left, 1);
  }
}

/// Goes back from the node, with no memory of what was found; no code shared with the kernel.
double LeftOf(const std::vector<Arc>& arcs, Node node, const std::vector<double>& own, VariantRule rule) {
  double left = own[node], best = 0, sum = 0;
  int variants = 0;
  for (const Arc& arc : arcs) {
    if (arc.head != node) continue;
    const double tail = LeftOf(arcs, arc.tail, own, rule);
    if (arc.kind == kInput) {
      left = std::min(left, tail);
    } else {
      ++variants;
      sum += tail;
      best = std::max(best, tail);
    }
  }
  if (variants == 0) return left;
  return std::min(left, rule == kReplace ? best : sum / variants);
}

TEST(Cascade, AgreesWithGoingBackFromEachNode) {
  Random random(31);
  for (int round = 0; round < 300; ++round) {
    const auto [nodes, arcs] = DrawNeeds(random);
    const Needs needs = *MakeNeeds(nodes, arcs);
    std::vector<double> own(nodes);
    for (double& left : own) left = random.Below(3) == 0 ? random.Uniform() : 1;
    const auto replace = *Cascade(needs, own, kReplace);
    const auto apart = *Cascade(needs, own, kApart);
    for (Node node = 0; node < nodes; ++node) {
      EXPECT_NEAR(replace[node].left, LeftOf(arcs, node, own, kReplace), 1e-12);
      EXPECT_NEAR(apart[node].left, LeftOf(arcs, node, own, kApart), 1e-12);
      EXPECT_LE(apart[node].left, replace[node].left + 1e-12);  // who replaces each other loses less
      EXPECT_LE(replace[node].left, own[node]);
      // What binds leaves no more than is left, unless it is one of several parts.
      EXPECT_LE(replace[node].left, replace[replace[node].binds].left);
    }
    // Losing more never leaves more.
    std::vector<double> less = own;
    less[random.Below(nodes)] *= 0.5;
    const auto after = *Cascade(needs, less, kApart);
    for (Node node = 0; node < nodes; ++node) EXPECT_LE(after[node].left, apart[node].left + 1e-12);
  }
}

TEST(Cascade, AllOrNothingIsWhetherItStillWorks) {
  Random random(32);
  int stopped = 0;
  for (int round = 0; round < 300; ++round) {
    const auto [nodes, arcs] = DrawNeeds(random);
    std::vector<double> own(nodes, 1.0);
    std::vector<Node> lost;
    for (Node node = 0; node < nodes; ++node) {
      if (random.Below(4) != 0) continue;
      lost.push_back(node);
      own[node] = 0;
    }
    const auto left = *Cascade(*MakeNeeds(nodes, arcs), own, kReplace);
    for (Node node = 0; node < nodes; ++node) {
      EXPECT_EQ(left[node].left, StillWorks(arcs, node, lost) ? 1 : 0);
      stopped += left[node].left == 0 ? 1 : 0;
    }
  }
  EXPECT_GT(stopped, 300);
}

TEST(Cascade, RefusesWhatIsNoShare) {
  const Needs needs = *MakeNeeds(3, std::array{Arc{0, 2, kVariant}, Arc{1, 2, kVariant}});
  const std::array own = {1.0, 1.0, 1.0};
  EXPECT_FALSE(Cascade(needs, std::array{1.0, 1.0}, kReplace));
  EXPECT_FALSE(Cascade(needs, std::array{1.0, 1.1, 1.0}, kReplace));
  EXPECT_FALSE(Cascade(needs, std::array{1.0, std::numeric_limits<double>::quiet_NaN(), 1.0}, kReplace));
  EXPECT_FALSE(Cascade(needs, own, kApart, std::array{0.5, 0.4}));
  EXPECT_FALSE(Cascade(needs, own, kApart, std::array{-0.5, 1.5}));
  EXPECT_FALSE(Cascade(needs, own, kApart, std::array{1.0}));
}

}  // namespace
}  // namespace tenon::graph
