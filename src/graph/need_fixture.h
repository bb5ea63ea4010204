#ifndef TENON_GRAPH_NEED_FIXTURE_H_
#define TENON_GRAPH_NEED_FIXTURE_H_

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "graph/graph.h"

namespace tenon::graph {

/// A random acyclic graph of 2 to 10 nodes with both kinds of arcs, no pair twice.
struct RandomNeeds {
  Node nodes = 0;
  std::vector<Arc> arcs;
};
inline RandomNeeds DrawNeeds(Random& random) {
  RandomNeeds drawn;
  drawn.nodes = static_cast<Node>(2 + random.Below(9));
  for (std::uint64_t i = random.Below(2 * drawn.nodes + 1); i > 0; --i) {
    const auto a = static_cast<Node>(random.Below(drawn.nodes)), b = static_cast<Node>(random.Below(drawn.nodes));
    const Arc arc{std::min(a, b), std::max(a, b), random.Below(2) == 0 ? ArcKind::kInput : ArcKind::kVariant};
    const bool there = std::ranges::any_of(
        drawn.arcs, [&](const Arc& other) { return other.tail == arc.tail && other.head == arc.head; });
    if (a != b && !there) drawn.arcs.push_back(arc);
  }
  return drawn;
}

/// Does a node still work when these are taken away? Goes back from the node; no code shared with the kernels.
inline bool StillWorks(const std::vector<Arc>& arcs, Node node, const std::vector<Node>& lost) {
  if (std::ranges::find(lost, node) != lost.end()) return false;
  bool has_variant = false, variant_works = false;
  for (const Arc& arc : arcs) {
    if (arc.head != node) continue;
    const bool works = StillWorks(arcs, arc.tail, lost);
    if (arc.kind == ArcKind::kInput && !works) return false;
    if (arc.kind == ArcKind::kVariant) {
      has_variant = true;
      variant_works = variant_works || works;
    }
  }
  return !has_variant || variant_works;
}

}  // namespace tenon::graph

#endif  // TENON_GRAPH_NEED_FIXTURE_H_
