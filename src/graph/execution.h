#ifndef TENON_GRAPH_EXECUTION_H_
#define TENON_GRAPH_EXECUTION_H_

#include <cstddef>
#include <functional>
#include <string>

#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::graph {

/// Who works on a kernel and who watches it. No result depends on the number of threads.
struct Execution {
  int threads = 0;  ///< 0: one for each core
  Job job{};
  /// At least 1.
  std::size_t Workers() const;
};

/// A piece of 0 .. count - 1, and which worker does it (0 .. Workers() - 1). A worker's pieces come in ascending order.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t worker = 0;
};

/// Cuts 0 .. count - 1 into pieces of at most `length`, has them worked on by all workers and waits. The calling thread
/// works too, and it alone reports progress.
/// REQUIRES    length > 0; pieces touch nothing in common, or only atomically.
/// Errors      Cancelled: the job was stopped; InputOutput: memory ran out in a piece; Internal: a piece threw
/// something
///             else. Some pieces were not done then.
Status ForEachPiece(const Execution& execution, const std::string& stage, std::size_t count, std::size_t length,
                    const std::function<void(const Piece&)>& work);

/// Between the rounds of an iteration. Errors  Cancelled.
Status CheckStopped(const Execution& execution);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_EXECUTION_H_
