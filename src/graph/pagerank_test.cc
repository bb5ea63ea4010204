#include "graph/pagerank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "graph/random_graph_fixture.h"

namespace tenon::graph {
namespace {

// The dense system (I - d P^T) x = (1 - d)/n 1, by Gaussian elimination.
std::vector<double> Verify(const CitationGraph& graph, double damping, SinkRule sinks) {
  const std::size_t n = graph.num_nodes();
  std::vector<std::vector<double>> a(n, std::vector<double>(n + 1, 0));
  for (std::size_t i = 0; i < n; ++i) {
    a[i][i] += 1;
    a[i][n] = (1 - damping) / static_cast<double>(n);
  }
  for (Node u = 0; u < n; ++u) {
    const auto references = graph.references[u];
    if (references.empty() && sinks == SinkRule::kStay) a[u][u] -= damping;
    for (Node v = 0; v < n; ++v) {
      if (references.empty() && sinks == SinkRule::kJumpAnywhere) a[v][u] -= damping / static_cast<double>(n);
      if (std::ranges::find(references, v) != references.end()) {
        a[v][u] -= damping / static_cast<double>(references.size());
      }
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j <= n; ++j) a[i][j] -= factor * a[k][j];
    }
  }
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(a[i][n] / a[i][i]);
  return x;
}

TEST(PageRank, SolvesTheLinearSystemWithinItsBound) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto given = MakeRandomCitations(seed, 40, 100);
    const auto graph = *MakeCitationGraph(40, given.citations, given.time);
    for (const SinkRule sinks : {SinkRule::kJumpAnywhere, SinkRule::kStay}) {
      for (const double damping : {0.0, 0.5, 0.85, 0.99}) {
        const PageRank found = *ComputePageRank(
            graph.view(), {.damping = damping, .sinks = sinks, .error = 1e-9, .most_iterations = 5000});
        const auto expected = Verify(graph.view(), damping, sinks);
        double error = 0, sum = 0;
        for (Node node = 0; node < 40; ++node) {
          error += std::abs(found.rank[node] - expected[node]);
          sum += found.rank[node];
        }
        EXPECT_LE(error, found.error_bound + 1e-14);
        EXPECT_LT(found.error_bound, 1e-9);
        EXPECT_NEAR(sum, 1, 1e-12);
      }
    }
  }
}

TEST(PageRank, DoesNotDependOnTheNumberOfThreads) {
  const auto given = MakeRandomCitations(2, 60'000, 200'000);
  const auto graph = *MakeCitationGraph(60'000, given.citations, given.time);
  EXPECT_EQ(ComputePageRank(graph.view(), {}, {.threads = 1})->rank,
            ComputePageRank(graph.view(), {}, {.threads = 3})->rank);
}

TEST(PageRank, NotConvergedIsAnErrorAndSoAreWrongArguments) {
  const auto graph = *MakeCitationGraph(3, std::vector<Citation>{{1, 0}, {2, 1}}, {});
  EXPECT_EQ(ComputePageRank(graph.view(), {.most_iterations = 2}).error().kind, ErrorKind::kNotConverged);
  EXPECT_EQ(ComputePageRank(graph.view(), {.damping = 1}).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ComputePageRank(graph.view(), {.damping = std::nan("")}).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ComputePageRank(graph.view(), {.error = 0}).error().kind, ErrorKind::kInvalidArgument);
  const auto none = *MakeCitationGraph(0, {}, {});
  EXPECT_TRUE(ComputePageRank(none.view())->rank.empty());
}

}  // namespace
}  // namespace tenon::graph
