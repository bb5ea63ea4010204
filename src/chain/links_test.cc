#include "chain/links.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace tenon::chain {
namespace {

using enum LinkKind;

std::vector<Link> Input(std::initializer_list<std::pair<std::size_t, std::size_t>> pairs) {
  std::vector<Link> links;
  for (const auto& [from, to] : pairs) links.push_back({from, to, kInput, {}});
  return links;
}

/// Independent of the search: the links follow one another, and the last ends where the first began.
bool IsCycle(const std::vector<Link>& cycle) {
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    if (cycle[i].to != cycle[(i + 1) % cycle.size()].from) return false;
  }
  return !cycle.empty();
}

TEST(FindCycle, NoneInADiamond) { EXPECT_TRUE(FindCycle(4, Input({{0, 1}, {0, 2}, {1, 3}, {2, 3}})).empty()); }

TEST(FindCycle, LeavesOutTheWayThatLeadsToIt) {
  const auto cycle = FindCycle(5, Input({{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}}));
  ASSERT_TRUE(IsCycle(cycle));
  EXPECT_EQ(cycle.size(), 3U);
}

TEST(FindCycle, PrefersInputs) {
  std::vector<Link> links = {{0, 1, kVariant, {}}, {1, 0, kInput, {}}, {2, 3, kInput, {}}, {3, 2, kInput, {}}};
  EXPECT_EQ(FindCycle(4, links).front().from, 2U);
  links.pop_back();
  const auto mixed = FindCycle(4, links);
  ASSERT_TRUE(IsCycle(mixed));
  EXPECT_EQ(mixed.front().from, 0U);
}

TEST(FindCycle, DoesNotRecurse) {
  const std::size_t count = 1'000'000;
  std::vector<Link> links;
  for (std::size_t i = 1; i < count; ++i) links.push_back({i - 1, i, kInput, {}});
  EXPECT_TRUE(FindCycle(count, links).empty());
  links.push_back({count - 1, 0, kInput, {}});
  EXPECT_EQ(FindCycle(count, links).size(), count);
}

TEST(FindCycle, AgreesWithPeeling) {
  // The verifier takes away segments without incoming links until none is left: what stays lies on or behind a cycle.
  std::mt19937 random(7);
  int with = 0, without = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::size_t count = 1 + random() % 9;
    std::vector<Link> links;
    for (std::size_t i = random() % 12; i > 0; --i) {
      const Link link{random() % count, random() % count, random() % 2 == 0 ? kInput : kVariant, {}};
      if (link.from != link.to) links.push_back(link);
    }
    std::vector<bool> gone(count);
    for (std::size_t left = count; left > 0; --left) {
      for (std::size_t s = 0; s < count; ++s) {
        bool free = true;
        for (const Link& link : links) free = free && (link.to != s || gone[link.from]);
        if (free) gone[s] = true;
      }
    }
    const bool acyclic = std::find(gone.begin(), gone.end(), false) == gone.end();
    const auto cycle = FindCycle(count, links);
    EXPECT_EQ(cycle.empty(), acyclic);
    EXPECT_EQ(IsCycle(cycle), !acyclic);
    (acyclic ? without : with)++;
  }
  EXPECT_GT(with, 200);
  EXPECT_GT(without, 200);
}

}  // namespace
}  // namespace tenon::chain
