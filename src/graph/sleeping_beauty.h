#ifndef TENON_GRAPH_SLEEPING_BEAUTY_H_
#define TENON_GRAPH_SLEEPING_BEAUTY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/citation_graph.h"
#include "graph/execution.h"
#include "tenon/error.h"

namespace tenon::graph {

/// How long a work slept, and when it woke.
struct Beauty {
  double coefficient = 0;       ///< B; 0 where the peak is at age 0 or there is no citation; may be below 0
  std::uint32_t peak = 0;       ///< t_m: age of most citations, the first of equal ones
  std::uint32_t awakening = 0;  ///< t_a: age at which the curve is farthest below the line from c_0 to the peak
  std::uint32_t most = 0;       ///< c_tm
  std::uint64_t citations = 0;  ///< all in `citations`
};

///   B = sum over t = 0 .. t_m of ((c_tm - c_0) / t_m * t + c_0 - c_t) / max(1, c_t)
///   t_a = the t <= t_m at which |(c_tm - c_0) t - t_m c_t + t_m c_0| / sqrt((c_tm - c_0)^2 + t_m^2) is largest, the
///         first of equal ones
///
/// Shape       `citations` holds c_t: how often the work was cited at age t, from 0.
/// Reference   Ke, Ferrara, Radicchi & Flammini 2015, doi 10.1073/pnas.1424329112.
Beauty MeasureBeauty(std::span<const std::uint32_t> citations);

/// The same of every node, from the times of the nodes that cite it, up to `last` (included). The times are years.
/// Citations by nodes without time, older ones, or later than `last` are left out.
///
/// Shape       one for each node; all zero for nodes without time.
/// Threads     parallel over nodes. Errors  Cancelled.
Result<std::vector<Beauty>> MeasureBeauties(const CitationGraph& graph, Time last, const Execution& execution = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_SLEEPING_BEAUTY_H_
