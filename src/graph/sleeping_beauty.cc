#include "graph/sleeping_beauty.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tenon::graph {

Beauty MeasureBeauty(std::span<const std::uint32_t> citations) {
  Beauty beauty;
  if (citations.empty()) return beauty;
  for (const std::uint32_t count : citations) beauty.citations += count;
  const auto peak = std::ranges::max_element(citations);
  beauty.peak = static_cast<std::uint32_t>(peak - citations.begin());
  beauty.most = *peak;
  if (beauty.peak == 0) return beauty;
  const double first = citations.front();
  const double rise = beauty.most - first;
  const double length = beauty.peak;
  double farthest = -1;
  for (std::uint32_t t = 0; t <= beauty.peak; ++t) {
    const double count = citations[t];
    beauty.coefficient += (rise / length * t + first - count) / std::max(1.0, count);
    const double distance = std::abs(rise * t - length * count + length * first);
    if (distance > farthest) {
      farthest = distance;
      beauty.awakening = t;
    }
  }
  return beauty;
}

Result<std::vector<Beauty>> MeasureBeauties(const CitationGraph& graph, Time last, const Execution& execution) {
  std::vector<Beauty> beauties(graph.num_nodes());
  const Node timed = graph.After(std::min(last, kNoTime - 1));
  TENON_CHECK(ForEachPiece(execution, "sleeping beauties", timed, 1 << 12, [&](const Piece& piece) {
    std::vector<std::uint32_t> by_age;
    for (auto node = static_cast<Node>(piece.begin); node < piece.end; ++node) {
      const Time born = graph.time[node];
      by_age.clear();
      for (const Node citing : graph.citations[node]) {
        const Time when = graph.time[citing];
        if (when < born) continue;
        if (when > last || when == kNoTime) break;
        const auto age = static_cast<std::size_t>(std::int64_t{when} - born);
        if (by_age.size() <= age) by_age.resize(age + 1, 0);
        ++by_age[age];
      }
      beauties[node] = MeasureBeauty(by_age);
    }
  }));
  return beauties;
}

}  // namespace tenon::graph
