#include "graph/community.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

// Zachary 1977, doi 10.1086/jar.33.4.3629752: 34 members of a club, 78 friendships.
const std::vector<Citation> kClub = {
    {1, 0},   {2, 0},   {2, 1},   {3, 0},   {3, 1},   {3, 2},   {4, 0},   {5, 0},   {6, 0},   {6, 4},
    {6, 5},   {7, 0},   {7, 1},   {7, 2},   {7, 3},   {8, 0},   {8, 2},   {9, 2},   {10, 0},  {10, 4},
    {10, 5},  {11, 0},  {12, 0},  {12, 3},  {13, 0},  {13, 1},  {13, 2},  {13, 3},  {16, 5},  {16, 6},
    {17, 0},  {17, 1},  {19, 0},  {19, 1},  {21, 0},  {21, 1},  {25, 23}, {25, 24}, {27, 2},  {27, 23},
    {27, 24}, {28, 2},  {29, 23}, {29, 26}, {30, 1},  {30, 8},  {31, 0},  {31, 24}, {31, 25}, {31, 28},
    {32, 2},  {32, 8},  {32, 14}, {32, 15}, {32, 18}, {32, 20}, {32, 22}, {32, 23}, {32, 29}, {32, 30},
    {32, 31}, {33, 8},  {33, 9},  {33, 13}, {33, 14}, {33, 15}, {33, 18}, {33, 19}, {33, 20}, {33, 22},
    {33, 23}, {33, 26}, {33, 27}, {33, 28}, {33, 29}, {33, 30}, {33, 31}, {33, 32}};

using Links = std::set<std::pair<Node, Node>>;
Links LinksOf(const CitationGraph& graph) {
  Links links;
  for (Node node = 0; node < graph.num_nodes(); ++node) {
    for (const Node cited : graph.references[node]) links.emplace(std::min(node, cited), std::max(node, cited));
  }
  return links;
}

// Over all pairs: (1/2m) sum of (A_ij - r k_i k_j / 2m) within communities.
double Verify(const Links& links, const std::vector<Node>& of, double resolution) {
  std::map<Node, double> degree;
  for (const auto& [a, b] : links) {
    ++degree[a];
    ++degree[b];
  }
  const auto m2 = 2 * static_cast<double>(links.size());
  double sum = 0;
  for (Node i = 0; i < of.size(); ++i) {
    for (Node j = 0; j < of.size(); ++j) {
      if (of[i] != of[j]) continue;
      sum += (links.contains({std::min(i, j), std::max(i, j)}) ? 1 : 0) - resolution * degree[i] * degree[j] / m2;
    }
  }
  return sum / m2;
}

void ExpectConnected(const Links& links, const Components& parts) {
  std::vector<Citation> inside;
  for (const auto& [a, b] : links) {
    if (parts.of[a] == parts.of[b]) inside.push_back({b, a});
  }
  const auto graph = *MakeCitationGraph(static_cast<Node>(parts.of.size()), inside, {});
  EXPECT_EQ(WeakComponents(graph.view().references, graph.view().citations).size, parts.size);
}

// The best modularity of the club is 0.4198 (Brandes et al. 2008, doi 10.1109/TKDE.2007.190689).
TEST(Communities, TheBestDivisionOfZacharysClub) {
  ASSERT_EQ(kClub.size(), 78U);
  const auto graph = *MakeCitationGraph(34, kClub, {});
  double best = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto found = *FindCommunities(graph.view(), {.seed = seed});
    EXPECT_GT(found.modularity, 0.41);
    best = std::max(best, found.modularity);
  }
  EXPECT_NEAR(best, 0.4198, 5e-5);
}

TEST(Communities, AreConnectedAndOfTheModularityTheySay) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto given = MakeRandomCitations(seed, 80, 60 + 10 * seed);
    const auto graph = *MakeCitationGraph(80, given.citations, given.time);
    const Links links = LinksOf(graph.view());
    for (const double resolution : {0.3, 1.0, 3.0}) {
      const auto found = *FindCommunities(graph.view(), {.resolution = resolution, .seed = seed});
      EXPECT_NEAR(found.modularity, Verify(links, found.parts.of, resolution), 1e-9);
      ExpectConnected(links, found.parts);
      ExpectConnected(
          links,
          FindCommunities(graph.view(), {.resolution = resolution, .randomness = 1, .seed = seed, .most_rounds = 1})
              ->parts);
      EXPECT_EQ(found.parts.of, FindCommunities(graph.view(), {.resolution = resolution, .seed = seed})->parts.of);
    }
  }
}

// Ten rings of five, planted.
TEST(Communities, FindsWhatWasPlanted) {
  std::vector<Citation> citations;
  for (Node group = 0; group < 10; ++group) {
    for (Node i = 0; i < 5; ++i) {
      for (Node j = 0; j < i; ++j) citations.push_back({group * 5 + i, group * 5 + j});
    }
    if (group > 0) citations.push_back({group * 5, group * 5 - 1});
  }
  const auto graph = *MakeCitationGraph(51, citations, {});
  const auto found = *FindCommunities(graph.view());
  for (Node node = 0; node < 50; ++node) EXPECT_EQ(found.parts.of[node], node / 5);
  EXPECT_EQ(found.parts.size[10], 1U) << "the last node has no link";
}

TEST(Communities, NothingAndWrongArguments) {
  const auto graph = *MakeCitationGraph(3, {}, {});
  const auto found = *FindCommunities(graph.view());
  EXPECT_EQ(found.parts.size.size(), 3U);
  EXPECT_EQ(found.modularity, 0);
  EXPECT_FALSE(FindCommunities(graph.view(), {.resolution = 0}));
  EXPECT_FALSE(FindCommunities(graph.view(), {.randomness = 0}));
}

}  // namespace
}  // namespace tenon::graph
