#include "graph/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stop_token>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

using testing::ElementsAre;

// By relaxing every citation again and again (Bellman-Ford).
std::vector<Distance> Verify(Node nodes, Rows rows, const std::vector<Node>& starts) {
  std::vector<Distance> distance(nodes, kUnreached);
  for (const Node start : starts) distance[start] = 0;
  for (Node round = 0; round < nodes; ++round) {
    for (Node node = 0; node < nodes; ++node) {
      for (const Node end : rows[node]) {
        if (distance[node] != kUnreached && distance[node] + 1 < distance[end]) {
          distance[end] = static_cast<Distance>(distance[node] + 1);
        }
      }
    }
  }
  return distance;
}

TEST(Search, EqualsRelaxationOnRandomGraphs) {
  constexpr Node kNodes = 40;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const auto given = MakeRandomCitations(seed, kNodes, 30 + 2 * seed);
    const auto graph = *MakeCitationGraph(kNodes, given.citations, given.time);
    const Rows rows = graph.view().references;
    const std::vector<Node> starts = {static_cast<Node>(seed), 39, 39, 7};
    EXPECT_EQ(*DistancesFrom(rows, starts), Verify(kNodes, rows, starts));
    // 160 searches: two full words and a half.
    std::vector<Node> many;
    for (Node i = 0; i < 160; ++i) many.push_back(i * 7 % kNodes);
    const auto found = *ManyDistances(rows, many, {.threads = 2});
    for (std::size_t s = 0; s < many.size(); ++s) {
      const auto expected = Verify(kNodes, rows, {many[s]});
      for (Node node = 0; node < kNodes; ++node) ASSERT_EQ(found[node * many.size() + s], expected[node]);
    }
  }
}

// Papers 0..4: 1 cites 0, 2 cites 1, 3 cites 1, 4 alone. A patent cites 2 and 3.
TEST(FrontierDistance, PapersCountFromThoseThatAPatentCites) {
  const auto graph = *MakeCitationGraph(5, std::vector<Citation>{{1, 0}, {2, 1}, {3, 1}}, {});
  const auto distance = *FrontierDistance(graph.view(), std::vector<Node>{2, 3}, Side::kPapers);
  EXPECT_THAT(distance, ElementsAre(3, 2, 1, 1, kUnreached));
}

// Patents 0..3: 1 cites 0, 2 cites 1 and 3. Patent 0 cites a paper.
TEST(FrontierDistance, PatentsCountFromThoseThatCiteAPaper) {
  const auto graph = *MakeCitationGraph(4, std::vector<Citation>{{1, 0}, {2, 1}, {2, 3}}, {});
  const auto distance = *FrontierDistance(graph.view(), std::vector<Node>{0}, Side::kPatents);
  EXPECT_THAT(distance, ElementsAre(1, 2, 3, kUnreached));
}

TEST(Search, RefusesWrongStartsTooLongWaysAndStops) {
  std::vector<Citation> chain;
  for (Node node = 1; node < 70'000; ++node) chain.push_back({node, node - 1});
  const auto graph = *MakeCitationGraph(70'000, chain, {});
  const Rows rows = graph.view().references;
  EXPECT_EQ(DistancesFrom(rows, std::vector<Node>{70'000}).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ((*DistancesFrom(rows, std::vector<Node>{65'534}))[0], 65'534);
  EXPECT_EQ(DistancesFrom(rows, std::vector<Node>{69'999}).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ManyDistances(rows, std::vector<Node>{69'999}).error().kind, ErrorKind::kInvalidArgument);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(ManyDistances(rows, std::vector<Node>{0}, {.job = {.stop = stop.get_token()}}).error().kind,
            ErrorKind::kCancelled);
  EXPECT_TRUE(ManyDistances(rows, {})->empty());
}

}  // namespace
}  // namespace tenon::graph
