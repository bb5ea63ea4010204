#include "analyses/chain_graph.h"

#include <vector>

namespace tenon::analyses {

Result<graph::Needs> NeedsOf(const chain::Chain& chain) {
  std::vector<graph::Arc> arcs;
  for (const auto& link : chain.links) {
    arcs.push_back({static_cast<graph::Node>(link.from), static_cast<graph::Node>(link.to),
                    link.kind == chain::LinkKind::kVariant ? graph::ArcKind::kVariant : graph::ArcKind::kInput});
  }
  return graph::MakeNeeds(static_cast<graph::Node>(chain.segments.size()), arcs);
}

}  // namespace tenon::analyses
