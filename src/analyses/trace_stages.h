#ifndef TENON_ANALYSES_TRACE_STAGES_H_
#define TENON_ANALYSES_TRACE_STAGES_H_

#include <vector>

#include "analyses/trace_graph.h"

namespace tenon::analyses {

/// What the paths of a trace pass at each stage, and what the data lack there.
ResultTable StagesTable();

/// One row a kind. `known` has a row for each node of the graph (query trace_nodes).
Table DescribeStages(const Question& question, const TraceGraph& graph, const std::vector<TracePath>& paths,
                     const Table& known);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_TRACE_STAGES_H_
