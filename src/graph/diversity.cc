#include "graph/diversity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tenon::graph {
namespace {

Result<std::vector<Diversity>> MeasureRows(Rows neighbours, Rows classes) {
  if (classes.num_nodes() != neighbours.num_nodes()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("classes of {} nodes for a graph of {}", classes.num_nodes(), neighbours.num_nodes()));
  }
  std::vector<Diversity> result;
  result.reserve(neighbours.num_nodes());
  std::map<Node, double> by_class;
  std::vector<double> weights;
  for (Node node = 0; node < neighbours.num_nodes(); ++node) {
    by_class.clear();
    weights.clear();
    std::uint32_t classified = 0, unclassified = 0;
    for (const Node neighbour : neighbours[node]) {
      const auto of = classes[neighbour];
      (of.empty() ? unclassified : classified) += 1;
      for (const Node name : of) by_class[name] += 1 / static_cast<double>(of.size());
    }
    for (const auto& [name, weight] : by_class) weights.push_back(weight);
    result.push_back(MeasureDiversity(weights, classified));
    result.back().unclassified = unclassified;
  }
  return result;
}

}  // namespace

Diversity MeasureDiversity(std::span<const double> weights, std::uint32_t classified) {
  Diversity diversity;
  diversity.classified = classified;
  if (classified == 0) return diversity;
  const double n = classified;
  double concentration = 0;
  for (const double weight : weights) concentration += (weight / n) * (weight / n);
  diversity.raw = std::max(0.0, 1 - concentration);
  // A neighbour of several classes is spread within itself: then the correction may pass 1.
  if (classified > 1) diversity.corrected = std::min(1.0, *diversity.raw * n / (n - 1));
  return diversity;
}

Result<std::vector<Diversity>> Generality(const CitationGraph& graph, Rows classes) {
  return MeasureRows(graph.citations, classes);
}

Result<std::vector<Diversity>> Originality(const CitationGraph& graph, Rows classes) {
  return MeasureRows(graph.references, classes);
}

}  // namespace tenon::graph
