#include "graph/spanning_forest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace tenon::graph {
namespace {

struct Total {
  std::size_t edges = 0;
  double weight = 0;
};

/// Kruskal: edges from the heaviest down, kept where they join two parts.
Total ByKruskal(std::size_t nodes, const std::vector<double>& weights) {
  std::vector<Edge> all;
  for (Node a = 0; a < nodes; ++a) {
    for (Node b = a + 1; b < nodes; ++b) {
      if (weights[a * nodes + b] > 0) all.push_back({a, b, weights[a * nodes + b]});
    }
  }
  std::ranges::sort(all, std::greater(), &Edge::weight);
  std::vector<std::size_t> part(nodes);
  std::iota(part.begin(), part.end(), 0U);
  Total total;
  for (const Edge& edge : all) {
    const std::size_t a = part[edge.a], b = part[edge.b];
    if (a == b) continue;
    std::ranges::replace(part, b, a);
    ++total.edges;
    total.weight += edge.weight;
  }
  return total;
}

TEST(SpanningForest, AgreesWithKruskal) {
  Random random(1);
  for (int round = 0; round < 100; ++round) {
    const std::size_t nodes = random.Below(20);
    std::vector<double> weights(nodes * nodes);
    for (std::size_t a = 0; a < nodes; ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const double weight = random.Uniform() < 0.3 ? static_cast<double>(random.Below(6)) : 0;
        weights[a * nodes + b] = weights[b * nodes + a] = weight;
      }
    }
    const auto forest = MaximumSpanningForest(nodes, weights);
    const Total expected = ByKruskal(nodes, weights);
    double weight = 0;
    for (const Edge& edge : forest) {
      EXPECT_LT(edge.a, edge.b);
      EXPECT_EQ(edge.weight, weights[edge.a * nodes + edge.b]);
      weight += edge.weight;
    }
    EXPECT_EQ(forest.size(), expected.edges);
    EXPECT_DOUBLE_EQ(weight, expected.weight);
    // That it is a forest: all its edges join parts.
    std::vector<double> own(nodes * nodes);
    for (const Edge& edge : forest) own[edge.a * nodes + edge.b] = edge.weight;
    EXPECT_EQ(ByKruskal(nodes, own).edges, forest.size());
  }
}

TEST(SpanningForest, NoEdgeAcrossWhatIsNotLinked) {
  // 0-1 and 2-3, nothing between; 4 alone.
  std::vector<double> weights(25);
  weights[0 * 5 + 1] = weights[1 * 5 + 0] = 0.5;
  weights[2 * 5 + 3] = weights[3 * 5 + 2] = 0.25;
  const auto forest = MaximumSpanningForest(5, weights);
  ASSERT_EQ(forest.size(), 2U);
  EXPECT_EQ(forest[1].a, 2U);
  EXPECT_EQ(forest[1].b, 3U);
  EXPECT_EQ(forest[1].weight, 0.25);
}

}  // namespace
}  // namespace tenon::graph
