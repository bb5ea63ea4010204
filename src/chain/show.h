#ifndef TENON_CHAIN_SHOW_H_
#define TENON_CHAIN_SHOW_H_

#include <string>

#include "chain/chain.h"
#include "tenon/spec.h"

namespace tenon::chain {

/// The chain as a tree of text: from each final product (what nothing else needs) down to what it is made of. A variant
/// (one way of having what stands above it) is marked "or"; a segment met again is named and not opened again.
std::string ToTree(const Chain& chain, Language language);

/// The chain as a graph for Graphviz: an input is a solid arrow, a variant a dashed one.
std::string ToDot(const Chain& chain, Language language);

/// The same for Mermaid.
std::string ToMermaid(const Chain& chain, Language language);

}  // namespace tenon::chain

#endif  // TENON_CHAIN_SHOW_H_
