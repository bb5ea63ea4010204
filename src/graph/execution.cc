#include "graph/execution.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace tenon::graph {

std::size_t Execution::Workers() const {
  if (threads > 0) return static_cast<std::size_t>(threads);
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

Status ForEachPiece(const Execution& execution, const std::string& stage, std::size_t count, std::size_t length,
                    const std::function<void(const Piece&)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&](std::size_t worker) {
    while (!execution.job.cancelled()) {
      const std::size_t begin = next.fetch_add(length, std::memory_order_relaxed);
      if (begin >= count) return;
      work({begin, std::min(count, begin + length), worker});
      if (worker == 0) {
        const std::size_t done = std::min(count, next.load(std::memory_order_relaxed));
        execution.job.report({stage, static_cast<double>(done), static_cast<double>(count), "nodes"});
      }
    }
  };
  const std::size_t workers = std::min(execution.Workers(), (count + length - 1) / length);
  {
    std::vector<std::jthread> others;
    for (std::size_t worker = 1; worker < workers; ++worker) others.emplace_back(take, worker);
    take(0);
  }
  return CheckStopped(execution);
}

Status CheckStopped(const Execution& execution) {
  if (execution.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
  return {};
}

}  // namespace tenon::graph
