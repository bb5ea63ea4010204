#ifndef TENON_SERVER_DEADLINE_H_
#define TENON_SERVER_DEADLINE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace tenon::server {

/// Asks a piece of work to stop when its time is over, unless the Deadline ends before.
class Deadline {
 public:
  Deadline(std::stop_source work, std::chrono::seconds time)
      : thread_([this, work = std::move(work), time](const std::stop_token& ended) mutable {
          std::mutex mutex;
          std::condition_variable_any wakes;
          std::unique_lock lock(mutex);
          wakes.wait_for(lock, ended, time, [] { return false; });
          if (ended.stop_requested()) return;
          passed_ = true;
          work.request_stop();
        }) {}
  bool passed() const { return passed_; }

 private:
  std::atomic<bool> passed_ = false;
  std::jthread thread_;  // last: it uses the rest
};

}  // namespace tenon::server

#endif  // TENON_SERVER_DEADLINE_H_
