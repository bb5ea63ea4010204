#include "graph/citation_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stop_token>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(CitationGraph, NumbersByTimeAndCountsWhatItDrops) {
  // Given numbers 0..4; times 2003, none, 2001, 2001, 2099 (future).
  const std::vector<Time> time = {2003, kNoTime, 2001, 2001, 2099};
  const std::vector<Citation> citations = {{0, 2}, {0, 2}, {0, 0}, {0, 3}, {1, 0}, {2, 0}, {4, 1}};
  const auto graph = *MakeCitationGraph(5, citations, time, {.latest_time = 2026});
  EXPECT_THAT(graph.given_number, ElementsAre(2, 3, 0, 1, 4));
  EXPECT_THAT(graph.time, ElementsAre(2001, 2001, 2003, kNoTime, kNoTime));
  EXPECT_THAT(graph.view().references[2], ElementsAre(0, 1));
  EXPECT_THAT(graph.view().references[0], ElementsAre(2));
  EXPECT_THAT(graph.view().citations[2], ElementsAre(0, 3));
  EXPECT_EQ(graph.view().After(2001), 2U);
  EXPECT_EQ(graph.view().After(kNoTime - 1), 3U);
  EXPECT_EQ(graph.tally.citations_read, 7U);
  EXPECT_EQ(graph.tally.self_citations, 1U);
  EXPECT_EQ(graph.tally.repeated_citations, 1U);
  EXPECT_EQ(graph.tally.nodes_without_time, 2U);
  EXPECT_EQ(graph.tally.nodes_out_of_range, 1U);
  EXPECT_EQ(graph.tally.against_time, 1U);
  EXPECT_TRUE(CheckCitationGraph(graph.view()));
}

TEST(CitationGraph, EmptyAndWithoutTime) {
  const auto none = *MakeCitationGraph(0, {}, {});
  EXPECT_EQ(none.view().num_nodes(), 0U);
  EXPECT_TRUE(CheckCitationGraph(none.view()));
  const auto untimed = *MakeCitationGraph(3, std::vector<Citation>{{0, 2}}, {});
  EXPECT_THAT(untimed.given_number, ElementsAre(0, 1, 2));
  EXPECT_EQ(untimed.tally.nodes_without_time, 3U);
}

TEST(CitationGraph, RefusesEndsOutOfRangeAndWrongTimes) {
  const auto out = MakeCitationGraph(2, std::vector<Citation>{{0, 2}}, {});
  ASSERT_FALSE(out);
  EXPECT_THAT(out.error().message, HasSubstr("0 -> 2"));
  EXPECT_FALSE(MakeCitationGraph(2, {}, std::vector<Time>{1}));
}

TEST(CitationGraph, Stops) {
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = MakeCitationGraph(2, {}, {}, {}, {.job = {.stop = stop.get_token()}});
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::kCancelled);
}

TEST(CitationGraph, HoldsEveryPairOnce) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto given = MakeRandomCitations(seed, 60, 300);
    const auto graph = *MakeCitationGraph(60, given.citations, given.time);
    ASSERT_TRUE(CheckCitationGraph(graph.view()));
    std::set<std::pair<Node, Node>> pairs, kept;
    std::uint64_t self = 0;
    for (const auto& [citing, cited] : given.citations) {
      if (citing == cited) ++self;
      if (citing != cited) pairs.emplace(citing, cited);
    }
    for (Node node = 0; node < 60; ++node) {
      for (const Node cited : graph.view().references[node]) {
        kept.emplace(graph.given_number[node], graph.given_number[cited]);
      }
    }
    EXPECT_EQ(pairs, kept);
    EXPECT_EQ(graph.tally.self_citations, self);
    EXPECT_EQ(graph.tally.repeated_citations, 300 - self - pairs.size());
  }
}

TEST(CitationGraph, CheckFindsDamage) {
  const auto sound =
      *MakeCitationGraph(4, std::vector<Citation>{{1, 0}, {2, 0}, {3, 1}, {3, 2}}, std::vector<Time>{1, 2, 3, 4});
  auto graph = sound;
  graph.references.ends[1] = 1;
  EXPECT_FALSE(CheckCitationGraph(graph.view()));
  graph = sound;
  graph.citations.ends[0] = 9;
  EXPECT_FALSE(CheckCitationGraph(graph.view()));
  graph = sound;
  graph.references.first[2] = 99;
  EXPECT_FALSE(CheckCitationGraph(graph.view()));
  graph = sound;
  graph.time[0] = 9;
  EXPECT_FALSE(CheckCitationGraph(graph.view()));
  graph = sound;
  graph.time.pop_back();
  EXPECT_FALSE(CheckCitationGraph(graph.view()));
}

}  // namespace
}  // namespace tenon::graph
