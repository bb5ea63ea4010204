#include "graph/main_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <stop_token>

#include "graph/component.h"
#include "graph/pajek_fixture.h"
#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

FlowGraph Flow(Node nodes, const std::vector<Citation>& citations, const FlowOptions& options = {}) {
  return MakeFlowGraph((*MakeCitationGraph(nodes, citations, {})).view().references, options);
}

std::string Weight(const FlowGraph& graph, PathWeight weight, Node tail, Node head) {
  return (*CountPaths(graph, {.weight = weight})).Weight(tail, head).ToText();
}

// Test values of MainPaths.jl (Hoffmann, MIT), arcs from the cited to the citing; the SPNP column follows from the
// definition and was worked out independently.
struct PublishedArc {
  Node tail, head;
  int spc, splc, spnp;
};
constexpr PublishedArc kPublished[] = {{1, 3, 3, 3, 5}, {2, 3, 3, 3, 5}, {2, 4, 4, 4, 6},  {3, 5, 4, 6, 9},
                                       {3, 7, 2, 3, 3}, {4, 6, 2, 4, 6}, {4, 10, 1, 2, 2}, {4, 11, 1, 2, 2},
                                       {5, 8, 2, 4, 4}, {5, 9, 2, 4, 4}, {6, 9, 1, 3, 3},  {6, 10, 1, 3, 3}};

FlowGraph Published() {
  std::vector<Citation> citations;
  for (const auto& arc : kPublished) citations.push_back({arc.head - 1, arc.tail - 1});
  return Flow(11, citations);
}

std::set<Node> NodesOf(const std::vector<FlowArc>& path) {
  std::set<Node> nodes;
  for (const FlowArc& arc : path) nodes.insert({arc.tail + 1, arc.head + 1});
  return nodes;
}

TEST(MainPath, TheTwelvePublishedArcs) {
  const FlowGraph graph = Published();
  ASSERT_EQ(graph.num_nodes(), 11U);
  for (const auto& arc : kPublished) {
    EXPECT_EQ(Weight(graph, PathWeight::kSpc, arc.tail - 1, arc.head - 1), std::to_string(arc.spc));
    EXPECT_EQ(Weight(graph, PathWeight::kSplc, arc.tail - 1, arc.head - 1), std::to_string(arc.splc));
    EXPECT_EQ(Weight(graph, PathWeight::kSpnp, arc.tail - 1, arc.head - 1), std::to_string(arc.spnp));
  }
  EXPECT_EQ((*CountPaths(graph)).total.ToText(), "10");
}

TEST(MainPath, ThePublishedPaths) {
  const FlowGraph graph = Published();
  const PathCounts counts = *CountPaths(graph);
  using enum MainPathKind;
  const auto find = [&](MainPathOptions options) { return NodesOf(*FindMainPath(graph, counts, options)); };
  EXPECT_THAT(find({.kind = kForwardLocal, .starts = {0, 1}}), ElementsAre(1, 2, 3, 4, 5, 6, 8, 9, 10));
  EXPECT_THAT(find({.kind = kBackwardLocal, .starts = {9}}), ElementsAre(2, 4, 6, 10));
  EXPECT_THAT(find({.kind = kGlobal}), ElementsAre(1, 2, 3, 5, 8, 9));
  EXPECT_THAT(find({.kind = kForwardLocal}), ElementsAre(2, 4, 6, 9, 10));
  // The largest arcs are 2 -> 4 and 3 -> 5, with 4 each.
  EXPECT_THAT(find({.kind = kKeyRouteLocal}), ElementsAre(1, 2, 3, 4, 5, 6, 8, 9, 10));
  EXPECT_THAT(find({.kind = kKeyRouteGlobal}), ElementsAre(1, 2, 3, 4, 5, 6, 8, 9, 10));
  const auto arcs = *FindMainPath(graph, counts, {.kind = kGlobal});
  EXPECT_THAT(arcs, ElementsAre(FlowArc{0, 2}, FlowArc{1, 2}, FlowArc{2, 4}, FlowArc{4, 7}, FlowArc{4, 8}));
}

// Every counted path, one by one.
struct Enumerated {
  std::map<FlowArc, std::uint64_t> weight;
  std::uint64_t total = 0;
};
Enumerated Enumerate(const FlowGraph& graph, PathWeight kind) {
  Enumerated result;
  std::vector<FlowArc> path;
  const Rows heads = graph.heads.view();
  const std::function<void(Node)> walk = [&](Node node) {
    if (!path.empty() && (kind == PathWeight::kSpnp || graph.IsSink(node))) {
      ++result.total;
      for (const FlowArc& arc : path) ++result.weight[arc];
    }
    for (const Node head : heads[node]) {
      path.push_back({node, head});
      walk(head);
      path.pop_back();
    }
  };
  for (Node node = 0; node < graph.num_nodes(); ++node) {
    if (kind != PathWeight::kSpc || graph.IsSource(node)) walk(node);
  }
  return result;
}

TEST(MainPath, EqualsTheEnumerationOfAllPathsOnRandomGraphs) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const FlowGraph graph = Flow(14, MakeRandomAcyclic(seed, 14, 12 + seed % 20));
    for (const PathWeight kind : {PathWeight::kSpc, PathWeight::kSplc, PathWeight::kSpnp}) {
      const PathCounts counts = *CountPaths(graph, {.weight = kind});
      const Enumerated expected = Enumerate(graph, kind);
      ASSERT_EQ(counts.total, BigNatural(expected.total));
      std::uint64_t largest = 0;
      for (const auto& [arc, weight] : expected.weight) {
        ASSERT_EQ(counts.Weight(arc.tail, arc.head), BigNatural(weight));
        ASSERT_NEAR(counts.Share(arc.tail, arc.head), static_cast<double>(weight) / static_cast<double>(expected.total),
                    1e-12);
        largest = std::max(largest, weight);
      }
      std::vector<FlowArc> heaviest;
      for (const auto& [arc, weight] : expected.weight) {
        if (weight == largest) heaviest.push_back(arc);
      }
      ASSERT_EQ(LargestArcs(graph, counts, 1), heaviest);

      // The best of all paths from source to sink, by trying them all.
      std::uint64_t best = 0;
      std::set<FlowArc> best_arcs;
      std::vector<FlowArc> path;
      const std::function<void(Node, std::uint64_t)> walk = [&](Node node, std::uint64_t sum) {
        if (graph.IsSink(node)) {
          if (sum > best) best_arcs.clear();
          best = std::max(best, sum);
          if (sum == best) best_arcs.insert(path.begin(), path.end());
        }
        for (const Node head : graph.heads.view()[node]) {
          path.push_back({node, head});
          walk(head, sum + expected.weight.at({node, head}));
          path.pop_back();
        }
      };
      for (Node node = 0; node < graph.num_nodes(); ++node) {
        if (graph.IsSource(node)) walk(node, 0);
      }
      ASSERT_EQ(*FindMainPath(graph, counts), std::vector<FlowArc>(best_arcs.begin(), best_arcs.end())) << seed;
    }
  }
}

// In SPC what flows in flows out (Kirchhoff), whatever the numbering.
TEST(MainPath, FlowIsConserved) {
  const FlowGraph graph = Flow(3000, MakeRandomAcyclic(9, 3000, 12'000));
  const PathCounts counts = *CountPaths(graph);
  EXPECT_GT(counts.total.Bits(), 16U);
  BigNatural out_of_sources;
  for (Node node = 0; node < graph.num_nodes(); ++node) {
    BigNatural in, out;
    for (const Node tail : graph.tails.view()[node]) in += counts.Weight(tail, node);
    for (const Node head : graph.heads.view()[node]) out += counts.Weight(node, head);
    if (!graph.IsSource(node) && !graph.IsSink(node)) {
      ASSERT_EQ(in, out);
    }
    if (graph.IsSource(node)) out_of_sources += out;
  }
  EXPECT_EQ(out_of_sources, counts.total);
}

// A ladder: each rung doubles the number of paths. 200 rungs: 2^200 paths, far past 2^128.
TEST(MainPath, CountsPastTwoToThe128) {
  std::vector<Citation> ladder;
  for (Node rung = 0; rung < 200; ++rung) {
    const Node from = 3 * rung;
    for (const Node side : {from + 1, from + 2}) {
      ladder.push_back({side, from});
      ladder.push_back({from + 3, side});
    }
  }
  const FlowGraph graph = Flow(601, ladder);
  const PathCounts counts = *CountPaths(graph);
  EXPECT_EQ(counts.total.ToText(), "1606938044258990275541962092341162602522202993782792835301376");
  EXPECT_EQ(counts.Weight(0, 1) + counts.Weight(0, 2), counts.total);
  EXPECT_EQ((*FindMainPath(graph, counts)).size(), 800U);
  const auto refused = CountPaths(graph, {.memory_bytes = 30'000});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInfeasible);
}

// 2^60 ways and 2^60 + 1: doubles see them equal.
TEST(MainPath, TellsApartWhatDoublesCannot) {
  // 0 -> 1 and 0 -> 2; behind 1 a ladder of 60 rungs, behind 2 the same ladder and one path more.
  std::vector<Citation> citations = {{1, 0}, {2, 0}};
  Node next = 3;
  for (const Node begin : {Node{1}, Node{2}}) {
    Node from = begin;
    for (int rung = 0; rung < 60; ++rung) {
      for (Node side = next; side < next + 2; ++side) {
        citations.push_back({side, from});
        citations.push_back({next + 2, side});
      }
      from = next + 2;
      next += 3;
    }
  }
  citations.push_back({next, 2});
  const FlowGraph graph = Flow(next + 1, citations);
  const PathCounts counts = *CountPaths(graph);
  std::vector<std::pair<Node, Node>> from_root;
  const auto path = *FindMainPath(graph, counts, {.kind = MainPathKind::kForwardLocal});
  for (const FlowArc& arc : path) {
    const Node tail = graph.members.view()[arc.tail].front();
    if (tail == 0) from_root.emplace_back(tail, graph.members.view()[arc.head].front());
  }
  EXPECT_THAT(from_root, ElementsAre(std::pair<Node, Node>{0, 2}));
}

TEST(FlowGraph, ShrinksCyclesMergesArcsAndLeavesOutIsolated) {
  // 1 and 2 cite each other and both cite 0; 3 cites both; 4 alone.
  const std::vector<Citation> citations = {{1, 2}, {2, 1}, {1, 0}, {2, 0}, {3, 1}, {3, 2}};
  const FlowGraph shrunk = Flow(5, citations);
  EXPECT_EQ(shrunk.num_nodes(), 3U);
  EXPECT_EQ(shrunk.num_arcs(), 2U);
  EXPECT_EQ(shrunk.components_shrunk, 1U);
  EXPECT_EQ(shrunk.isolated_left_out, 1U);
  EXPECT_EQ(shrunk.arcs_inside, 2U);
  EXPECT_EQ(shrunk.arcs_merged, 2U);
  EXPECT_THAT(shrunk.members.view()[1], ElementsAre(1, 2));
  EXPECT_THAT(Levels(shrunk), ElementsAre(1, 2, 3));
  EXPECT_EQ(Flow(5, citations, {.isolated = Isolated::kKeep}).num_nodes(), 4U);
  // With preprints: 1 cites 2', 2 cites 1'; all else stays: 6 nodes and 6 arcs. Paths: 0-1-3, 0-2-3, 2'-1-3, 1'-2-3.
  const FlowGraph preprints = Flow(5, citations, {.cycles = Cycles::kPreprint});
  EXPECT_EQ(preprints.num_nodes(), 6U);
  EXPECT_EQ(preprints.num_arcs(), 6U);
  EXPECT_EQ(std::ranges::count(preprints.is_preprint, true), 2);
  EXPECT_EQ((*CountPaths(preprints)).total.ToText(), "4");
}

TEST(FlowGraph, IsAcyclicAndKeepsEveryArcBetweenParts) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const auto given = MakeRandomCitations(seed, 60, 120);
    const auto cited = *MakeCitationGraph(60, given.citations, {});
    for (const Cycles cycles : {Cycles::kShrink, Cycles::kPreprint}) {
      const FlowGraph graph = MakeFlowGraph(cited.view().references, {cycles, Isolated::kKeep});
      for (Node node = 0; node < graph.num_nodes(); ++node) {
        for (const Node tail : graph.tails.view()[node]) ASSERT_LT(tail, node);
        ASSERT_TRUE(std::ranges::is_sorted(graph.tails.view()[node]));
        ASSERT_TRUE(std::ranges::is_sorted(graph.heads.view()[node]));
      }
      if (cycles == Cycles::kShrink) {
        EXPECT_EQ(graph.num_nodes(), StrongComponents(cited.view().references).size.size());
        EXPECT_EQ(graph.num_arcs() + graph.arcs_merged + graph.arcs_inside, cited.view().num_arcs());
      } else {
        EXPECT_EQ(graph.num_arcs(), cited.view().num_arcs());
      }
    }
  }
}

// The networks of Batagelj's collection; n, loops, isolated, largest weak part, non-trivial weak parts and levels as
// published with them; SPC totals with doubles merged, strong components shrunk, isolated nodes left out.
struct Network {
  const char* file;
  Node nodes;
  std::uint64_t loops;
  Node isolated, largest, parts, levels;
  const char* total;
  const char* largest_arc;
};
class PajekNetworks : public testing::TestWithParam<Network> {};

TEST_P(PajekNetworks, AsPublished) {
  const Network& expected = GetParam();
  const PajekNetwork read = ReadPajek(expected.file);
  if (read.nodes == 0) GTEST_SKIP() << "needs " << PajekFolder();
  EXPECT_EQ(read.nodes, expected.nodes);
  const auto cited = *MakeCitationGraph(read.nodes, read.citations, {});
  const CitationGraph view = cited.view();
  EXPECT_EQ(cited.tally.self_citations, expected.loops);
  const Components weak = WeakComponents(view.references, view.citations);
  EXPECT_EQ(std::ranges::count(weak.size, 1U), expected.isolated);
  EXPECT_EQ(std::ranges::max(weak.size), expected.largest);
  EXPECT_EQ(std::ranges::count_if(weak.size, [](Node size) { return size > 1; }), expected.parts);
  const FlowGraph graph = MakeFlowGraph(view.references);
  EXPECT_EQ(std::ranges::max(Levels(graph)), expected.levels);
  const PathCounts counts = *CountPaths(graph);
  EXPECT_EQ(counts.total.ToText(), expected.total);
  const FlowArc heaviest = LargestArcs(graph, counts, 1).front();
  EXPECT_EQ(counts.Weight(heaviest.tail, heaviest.head).ToText(), expected.largest_arc);
  EXPECT_FALSE((*FindMainPath(graph, counts)).empty());
}

INSTANTIATE_TEST_SUITE_P(
    MainPath, PajekNetworks,
    testing::Values(Network{"SmallW.zip/SmallW.net", 396, 0, 163, 233, 1, 16, "51357", "16171"},
                    Network{"SmaGri.zip/SmaGri.net", 1059, 1, 35, 1024, 1, 28, "62001796", "40026382"},
                    Network{"SciMet.zip/SciMet.net", 3084, 1, 355, 2678, 21, 32, "299751505", "132504797"},
                    Network{"Kohonen.zip/Kohonen.net", 4470, 2, 698, 3704, 27, 24, "13976304", "6433385"}));

TEST(MainPath, TheSmallPajekNetworks) {
  for (const auto& [file, total, largest] : {std::tuple{"Test.net", "4", "3"},
                                             {"CiteTest.net", "24", "17"},
                                             {"Central.zip/Central/Pajek/Central.net", "56614", "22104"}}) {
    const PajekNetwork read = ReadPajek(file);
    if (read.nodes == 0) GTEST_SKIP() << "needs " << PajekFolder();
    const FlowGraph graph = Flow(read.nodes, read.citations);
    const PathCounts counts = *CountPaths(graph);
    EXPECT_EQ(counts.total.ToText(), total) << file;
    const FlowArc heaviest = LargestArcs(graph, counts, 1).front();
    EXPECT_EQ(counts.Weight(heaviest.tail, heaviest.head).ToText(), largest) << file;
  }
}

TEST(MainPath, NothingAndWrongArguments) {
  const FlowGraph none = Flow(3, {});
  const PathCounts counts = *CountPaths(none);
  EXPECT_TRUE(counts.total.IsZero());
  EXPECT_THAT(*FindMainPath(none, counts), IsEmpty());
  EXPECT_THAT(*FindMainPath(none, counts, {.kind = MainPathKind::kKeyRouteGlobal}), IsEmpty());
  EXPECT_FALSE(FindMainPath(none, counts, {.key_routes = 0}));
  EXPECT_THAT(FindMainPath(none, counts, {.starts = {7}}).error().message, HasSubstr("start 7"));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(CountPaths(none, {}, {.job = {.stop = stop.get_token()}}).error().kind, ErrorKind::kCancelled);
}

}  // namespace
}  // namespace tenon::graph
