#ifndef TENON_CHAIN_LINKS_H_
#define TENON_CHAIN_LINKS_H_

#include <cstddef>
#include <span>
#include <vector>

#include "chain/chain.h"

namespace tenon::chain {

/// The links of one cycle in the order of walking, or none if there is none. Looks for a cycle of inputs first, since a
/// thing that needs itself is the worse mistake, then for one over links of both kinds.
///
/// REQUIRES    every link's ends are below `segments`.
/// Complexity  O(segments + links); no recursion, so that a long chain cannot exhaust the stack.
std::vector<Link> FindCycle(std::size_t segments, std::span<const Link> links);

}  // namespace tenon::chain

#endif  // TENON_CHAIN_LINKS_H_
