#ifndef TENON_GRAPH_RANDOM_GRAPH_FIXTURE_H_
#define TENON_GRAPH_RANDOM_GRAPH_FIXTURE_H_

#include <algorithm>
#include <utility>
#include <vector>

#include "base/random.h"
#include "graph/citation_graph.h"

namespace tenon::graph {

struct RandomCitations {
  std::vector<Citation> citations;
  std::vector<Time> time;
};

/// Small and full of trouble: self-citations, repeats, cycles, equal times, missing times.
inline RandomCitations MakeRandomCitations(std::uint64_t seed, Node nodes, std::size_t citations) {
  Random random(seed, 77);
  RandomCitations result;
  for (Node node = 0; node < nodes; ++node) {
    result.time.push_back(random.Below(10) == 0 ? kNoTime : static_cast<Time>(1990 + random.Below(12)));
  }
  for (std::size_t i = 0; i < citations; ++i) {
    Node citing = static_cast<Node>(random.Below(nodes));
    // Half of them fall on few nodes, and most go back in time.
    Node cited = static_cast<Node>(random.Below(random.Below(2) == 0 ? nodes : std::max<Node>(1, nodes / 8)));
    if (result.time[citing] < result.time[cited] && random.Below(4) != 0) std::swap(citing, cited);
    result.citations.push_back({citing, cited});
  }
  return result;
}

/// The same without cycles, times or repeats: every node cites some of lower number.
inline std::vector<Citation> MakeRandomAcyclic(std::uint64_t seed, Node nodes, std::size_t citations) {
  Random random(seed, 78);
  std::vector<Citation> result;
  for (std::size_t i = 0; i < citations; ++i) {
    const auto a = static_cast<Node>(random.Below(nodes));
    const auto b = static_cast<Node>(random.Below(nodes));
    if (a != b) result.push_back({std::max(a, b), std::min(a, b)});
  }
  return result;
}

}  // namespace tenon::graph

#endif  // TENON_GRAPH_RANDOM_GRAPH_FIXTURE_H_
