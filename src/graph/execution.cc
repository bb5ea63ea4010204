#include "graph/execution.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace tenon::graph {

std::size_t Execution::Workers() const {
  if (threads > 0) return static_cast<std::size_t>(threads);
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

Status ForEachPiece(const Execution& execution, const std::string& stage, std::size_t count, std::size_t length,
                    const std::function<void(const Piece&)>& work) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  Status status;
  // What a thread throws and nobody catches ends the process.
  const auto fail = [&](Error error) {
    const std::lock_guard lock(mutex);
    if (!failed.exchange(true)) status = std::unexpected(std::move(error));
  };
  const auto take = [&](std::size_t worker) {
    try {
      while (!execution.job.cancelled() && !failed.load(std::memory_order_relaxed)) {
        const std::size_t begin = next.fetch_add(length, std::memory_order_relaxed);
        if (begin >= count) return;
        work({begin, std::min(count, begin + length), worker});
        if (worker == 0) {
          const std::size_t done = std::min(count, next.load(std::memory_order_relaxed));
          execution.job.report({stage, static_cast<double>(done), static_cast<double>(count), "nodes"});
        }
      }
    } catch (const std::bad_alloc&) {
      fail({ErrorKind::kInputOutput, "not enough memory; ask with fewer threads, or for less", stage});
    } catch (const std::exception& error) {
      fail({ErrorKind::kInternal, error.what(), stage});
    }
  };
  const std::size_t workers = std::min(execution.Workers(), (count + length - 1) / length);
  {
    std::vector<std::jthread> others;
    for (std::size_t worker = 1; worker < workers; ++worker) {
      try {
        others.emplace_back(take, worker);
      } catch (const std::system_error&) {
        break;  // no more threads are to be had: those that there are do it all
      }
    }
    take(0);
  }
  TENON_CHECK(status);
  return CheckStopped(execution);
}

Status CheckStopped(const Execution& execution) {
  if (execution.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
  return {};
}

}  // namespace tenon::graph
