#ifndef TENON_GRAPH_COUPLING_H_
#define TENON_GRAPH_COUPLING_H_

#include <cstdint>
#include <vector>

#include "graph/citation_graph.h"
#include "graph/execution.h"
#include "tenon/error.h"

namespace tenon::graph {

enum class CouplingKind {
  kBibliographic,  ///< both cite the same works
  kCocitation,     ///< both are cited by the same works
};

struct Coupled {
  Node node = 0;
  Node other = 0;
  std::uint32_t shared = 0;  ///< works both cite, or that cite both
  double cosine = 0;         ///< shared / sqrt(all of the one x all of the other), (0, 1]
};

struct CouplingOptions {
  std::uint32_t at_least = 1;              ///< pairs that share fewer are left out
  std::uint64_t most_pairs = 100'000'000;  ///< more is an error: never cut short
};

/// Whom one work is coupled with; most shared first, equal ones by number.
/// REQUIRES    focal is a node.
std::vector<Coupled> CoupledWith(const CitationGraph& graph, Node focal, CouplingKind kind,
                                 const CouplingOptions& options = {});

/// Every coupled pair once, node < other, ascending.
///
/// Errors      InvalidArgument: at_least 0; Infeasible: more than most_pairs; Cancelled.
/// Complexity  O(sum over works of the squares of their citations (kBibliographic) or references (kCocitation)).
/// Threads     parallel over nodes.
/// Reference   Kessler 1963, doi 10.1002/asi.5090140103; Small 1973, doi 10.1002/asi.4630240406; the cosine: Salton.
Result<std::vector<Coupled>> AllCoupled(const CitationGraph& graph, CouplingKind kind,
                                        const CouplingOptions& options = {}, const Execution& execution = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_COUPLING_H_
