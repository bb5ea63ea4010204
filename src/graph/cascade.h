#ifndef TENON_GRAPH_CASCADE_H_
#define TENON_GRAPH_CASCADE_H_

#include <span>
#include <vector>

#include "graph/needs.h"
#include "tenon/error.h"

namespace tenon::graph {

/// What the variants of a node make up together.
enum class VariantRule {
  kReplace,  ///< the best one serves for all: the maximum
  kApart,    ///< each serves its own part and no other: the sum of part x capacity
};

/// What is left of a node after losses anywhere before it.
struct Capacity {
  double left = 1;  ///< 0 .. 1 of what it was
  /// What holds it there: itself (its own supply), the input that has least left, or of its variants the best one
  /// (kReplace) or the one whose part loses most (kApart). Of equals itself first, then inputs, then variants.
  Node binds = 0;
};

/// A loss runs down the chain.
///
///   left(v) = min( own(v), min over inputs left(u), max over variants left(u)  or  sum part(u) left(u) )
///
/// Shape       `own`: one for each node, what is left of its own supply; `parts`: one for each variant arc, in the
/// order
///             of Needs::FirstVariant, or none: equal parts. One Capacity for each node.
/// Errors      InvalidArgument: an own supply outside [0, 1]; parts negative, of the wrong number, or of a node that do
///             not sum to 1 (within 1e-9).
/// Complexity  O(nodes + arcs).
Result<std::vector<Capacity>> Cascade(const Needs& needs, std::span<const double> own, VariantRule rule,
                                      std::span<const double> parts = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_CASCADE_H_
