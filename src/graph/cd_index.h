#ifndef TENON_GRAPH_CD_INDEX_H_
#define TENON_GRAPH_CD_INDEX_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "graph/citation_graph.h"
#include "graph/execution.h"
#include "tenon/error.h"

namespace tenon::graph {

struct CdOptions {
  Time window = 5;  ///< in the graph's unit of time, at least 1
};

/// Why a work's index is what it is, or is missing.
enum class CdFlag : std::uint8_t {
  kNone,
  kNoReferences,  ///< it cites nothing: CD is 1 by construction, or missing
  kUntimed,       ///< it has no time, so no window: all counts are 0
};

/// The later works around one focal work.
struct CdIndex {
  std::uint32_t n_i = 0;  ///< cite the focal work and none of its references
  std::uint32_t n_j = 0;  ///< cite the focal work and one or more of its references
  std::uint32_t n_k = 0;  ///< cite one or more of its references and not the focal work
  CdFlag flag = CdFlag::kNone;

  /// Citations inside the window.
  std::uint32_t Citations() const { return n_i + n_j; }
  /// -1 (consolidates) .. 1 (disrupts). Missing where nobody cites it or its references.
  std::optional<double> Cd() const {
    const double all = static_cast<double>(n_i) + n_j + n_k;
    if (all == 0) return std::nullopt;
    return (static_cast<double>(n_i) - n_j) / all;
  }
  /// CD x citations inside the window.
  std::optional<double> Mcd() const {
    const auto cd = Cd();
    if (!cd) return std::nullopt;
    return *cd * Citations();
  }
};

/// CD index of every work: does later work cite it *instead of* what it built on, or *together with* it?
///
///   CD_t = (n_i - n_j) / (n_i + n_j + n_k)
///
/// Later is (t_focal, t_focal + window]: of the same time is not later, and the end is inside. The window is that of
/// the focal work, also for works that cite its references. A citing work without time is in no window; a reference
/// without time is a reference.
///
/// Shape       one for each node.
/// Errors      InvalidArgument: window < 1; Cancelled.
/// Complexity  O(sum over works of the citations of their references inside the window); 9 bytes a node of scratch for
///             each thread (17 from 2^32 arcs on), 16 bytes a node of answer.
/// Threads     parallel over focal works.
/// Reference   Funk & Owen-Smith 2017, doi 10.1287/mnsc.2015.2366.
Result<std::vector<CdIndex>> ComputeCdIndex(const CitationGraph& graph, const CdOptions& options = {},
                                            const Execution& execution = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_CD_INDEX_H_
