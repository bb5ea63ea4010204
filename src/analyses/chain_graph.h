#ifndef TENON_ANALYSES_CHAIN_GRAPH_H_
#define TENON_ANALYSES_CHAIN_GRAPH_H_

#include "chain/chain.h"
#include "graph/needs.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// The links of a chain as a graph: node number = index of the segment.
/// Errors  those of graph::MakeNeeds; none for a chain that was read from a file.
Result<graph::Needs> NeedsOf(const chain::Chain& chain);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CHAIN_GRAPH_H_
