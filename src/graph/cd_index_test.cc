#include "graph/cd_index.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stop_token>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

std::vector<CdIndex> Compute(Node nodes, const std::vector<Citation>& citations, const std::vector<Time>& time,
                             Time window = 5, int threads = 1) {
  const auto graph = *MakeCitationGraph(nodes, citations, time);
  const auto found = *ComputeCdIndex(graph.view(), {.window = window}, {.threads = threads});
  std::vector<CdIndex> by_given(nodes);
  for (Node node = 0; node < nodes; ++node) by_given[graph.given_number[node]] = found[node];
  return by_given;
}

// From the definition: sets of pairs, no graph.
CdIndex Verify(const std::vector<Citation>& citations, const std::vector<Time>& time, Node focal, Time window) {
  CdIndex result;
  std::set<Node> references;
  std::set<std::pair<Node, Node>> cites;
  for (const auto& [citing, cited] : citations) {
    if (citing == cited) continue;
    cites.emplace(citing, cited);
    if (citing == focal) references.insert(cited);
  }
  if (time[focal] == kNoTime) {
    result.flag = CdFlag::kUntimed;
    return result;
  }
  if (references.empty()) result.flag = CdFlag::kNoReferences;
  for (Node other = 0; other < time.size(); ++other) {
    if (other == focal || time[other] == kNoTime || time[other] <= time[focal] || time[other] > time[focal] + window) {
      continue;
    }
    const bool cites_focal = cites.contains({other, focal});
    bool cites_reference = false;
    for (const Node reference : references) cites_reference = cites_reference || cites.contains({other, reference});
    result.n_i += cites_focal && !cites_reference;
    result.n_j += cites_focal && cites_reference;
    result.n_k += !cites_focal && cites_reference;
  }
  return result;
}

// The 11 nodes and 13 citations of the test of the R package cdindex (Funk), and of fast-cdindex (Spinellis 2022,
// doi 10.1371/journal.pone.0284858): seconds since 1970, window five years of 365 days, CD5 and mCD5 as printed there.
TEST(CdIndex, TheElevenNodesOfThePublishedPackage) {
  const std::vector<Time> time = {694224000, 694224000, 725846400, 725846400, 788918400, 852098400,
                                  883612800, 915148800, 915148800, 883612800, 852076800};
  const std::vector<Citation> citations = {{4, 2}, {4, 0}, {4, 1}, {4, 3}, {5, 2}, {6, 2}, {6, 4},
                                           {7, 4}, {8, 4}, {9, 4}, {9, 1}, {9, 3}, {10, 4}};
  const double missing = std::nan("");
  const std::vector<double> cd = {1, 1, 1, 1, 0.16666666666666666, 0, 0, missing, missing, 0, 0};
  const std::vector<double> mcd = {1, 1, 2, 1, 0.8333333333333333, 0, 0, missing, missing, 0, 0};
  const auto found = Compute(11, citations, time, 157'680'000);
  for (std::size_t node = 0; node < 11; ++node) {
    EXPECT_EQ(found[node].Cd().has_value(), !std::isnan(cd[node])) << node;
    if (std::isnan(cd[node])) continue;
    EXPECT_EQ(*found[node].Cd(), cd[node]) << node;
    EXPECT_EQ(*found[node].Mcd(), mcd[node]) << node;
  }
}

// F cites R; A cites F; B cites R: n_i = 1, n_j = 0, n_k = 1 and CD = 1/2. With F itself counted among those that cite
// R it would be 1/3.
TEST(CdIndex, TheFocalWorkIsNotAmongThoseThatCiteItsReferences) {
  const auto found = Compute(4, {{1, 0}, {2, 1}, {3, 0}}, {2000, 2001, 2002, 2002});
  EXPECT_EQ(found[1].n_k, 1U);
  EXPECT_DOUBLE_EQ(*found[1].Cd(), 0.5);
}

TEST(CdIndex, OlderWorksThatCiteTheReferencesAreNotCounted) {
  const auto found = Compute(4, {{1, 0}, {2, 0}, {3, 1}}, {2000, 2005, 2004, 2006});
  EXPECT_EQ(found[1].n_k, 0U);
  EXPECT_DOUBLE_EQ(*found[1].Cd(), 1);
}

// B cites R eleven years after R but one year after F: inside the window of F.
TEST(CdIndex, TheWindowIsThatOfTheFocalWorkNotOfTheCitedOne) {
  const auto found = Compute(3, {{1, 0}, {2, 0}}, {2000, 2010, 2011});
  EXPECT_EQ(found[1].n_k, 1U);
}

TEST(CdIndex, OfTheSameDayIsOutsideAndTheEndIsInside) {
  const auto found = Compute(5, {{1, 0}, {2, 0}, {3, 0}, {4, 0}}, {100, 100, 101, 105, 106});
  EXPECT_EQ(found[0].n_i, 2U);
}

// 4 cites F and its reference R; written twice, the citation of R still counts once.
TEST(CdIndex, ARepeatedCitationCountsOnce) {
  const std::vector<Time> time = {2000, 2001, 2002, 2003, 2002};
  const auto once = Compute(5, {{1, 0}, {2, 1}, {2, 0}, {3, 1}}, time);
  const auto twice = Compute(5, {{1, 0}, {2, 1}, {2, 0}, {2, 0}, {2, 1}, {3, 1}, {1, 0}}, time);
  EXPECT_DOUBLE_EQ(*once[1].Cd(), 0);
  EXPECT_DOUBLE_EQ(*twice[1].Cd(), 0);
}

TEST(CdIndex, ASelfCitationIsNoCitation) {
  const std::vector<Time> time = {2000, 2001, 2002, 2003};
  const auto with = Compute(4, {{1, 0}, {1, 1}, {2, 1}, {2, 0}, {2, 2}, {3, 1}}, time);
  EXPECT_EQ(with[1].n_i, 1U);
  EXPECT_EQ(with[1].n_j, 1U);
  EXPECT_DOUBLE_EQ(*with[1].Cd(), 0);
}

TEST(CdIndex, NothingCitedNobodyCitesAndNoTime) {
  const auto found = Compute(4, {{1, 0}, {3, 0}, {1, 3}}, {2000, 2001, 2002, kNoTime});
  EXPECT_EQ(found[0].flag, CdFlag::kNoReferences);
  EXPECT_DOUBLE_EQ(*found[0].Cd(), 1);
  EXPECT_FALSE(found[1].Cd());
  EXPECT_FALSE(found[1].Mcd());
  EXPECT_FALSE(found[2].Cd());
  EXPECT_EQ(found[3].flag, CdFlag::kUntimed);
  EXPECT_FALSE(found[3].Cd());
}

TEST(CdIndex, EqualsTheDefinitionOnRandomGraphs) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto given = MakeRandomCitations(seed, 80, 600);
    for (const Time window : {1, 3, 5, 100}) {
      const auto found = Compute(80, given.citations, given.time, window, 1 + static_cast<int>(seed % 3));
      for (Node node = 0; node < 80; ++node) {
        const CdIndex expected = Verify(given.citations, given.time, node, window);
        ASSERT_EQ(found[node].n_i, expected.n_i) << seed << ' ' << node;
        ASSERT_EQ(found[node].n_j, expected.n_j) << seed << ' ' << node;
        ASSERT_EQ(found[node].n_k, expected.n_k) << seed << ' ' << node;
        ASSERT_EQ(found[node].flag, expected.flag) << seed << ' ' << node;
        if (const auto cd = found[node].Cd()) {
          EXPECT_GE(*cd, -1);
          EXPECT_LE(*cd, 1);
        }
      }
    }
  }
}

// Large enough for many pieces and for stamps to be wiped.
TEST(CdIndex, DoesNotDependOnTheNumberOfThreads) {
  const auto given = MakeRandomCitations(5, 60'000, 400'000);
  const auto graph = *MakeCitationGraph(60'000, given.citations, given.time);
  const auto one = *ComputeCdIndex(graph.view(), {}, {.threads = 1});
  const auto four = *ComputeCdIndex(graph.view(), {}, {.threads = 4});
  for (Node node = 0; node < 60'000; ++node) {
    ASSERT_EQ(one[node].n_i, four[node].n_i);
    ASSERT_EQ(one[node].n_j, four[node].n_j);
    ASSERT_EQ(one[node].n_k, four[node].n_k);
  }
}

TEST(CdIndex, RefusesAnEmptyWindowAndStops) {
  const auto graph = *MakeCitationGraph(2, {}, std::vector<Time>{1, 2});
  EXPECT_EQ(ComputeCdIndex(graph.view(), {.window = 0}).error().kind, ErrorKind::kInvalidArgument);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(ComputeCdIndex(graph.view(), {}, {.job = {.stop = stop.get_token()}}).error().kind, ErrorKind::kCancelled);
}

}  // namespace
}  // namespace tenon::graph
