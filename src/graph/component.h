#ifndef TENON_GRAPH_COMPONENT_H_
#define TENON_GRAPH_COMPONENT_H_

#include <vector>

#include "graph/citation_graph.h"

namespace tenon::graph {

/// A division of the nodes. Parts are numbered in the order of their lowest node.
struct Components {
  std::vector<Node> of;    ///< part of each node
  std::vector<Node> size;  ///< nodes of each part
};

/// Parts within which every node reaches every other when arcs may be walked both ways.
/// Complexity  near O(nodes + arcs); most arcs of the largest part are never looked at.
/// Reference   Sutton, Ben-Nun & Barak 2018 (Afforest), doi 10.1109/IPDPS.2018.00012.
Components WeakComponents(Rows out, Rows in);

/// Parts within which every node reaches every other along the arcs: a part of two or more is a knot of cycles.
/// Complexity  O(nodes + arcs); no recursion.
/// Reference   Tarjan 1972, doi 10.1137/0201010.
Components StrongComponents(Rows out);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_COMPONENT_H_
