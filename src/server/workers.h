#ifndef TENON_SERVER_WORKERS_H_
#define TENON_SERVER_WORKERS_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tenon::server {

/// A few threads and a queue of limited length before them.
class Workers {
 public:
  Workers(int threads, int waiting);
  /// Waits for what is at work and drops what waits; whoever wants that sooner stops the work first.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False where the queue is full.
  bool Post(std::function<void()> work);
  int waiting() const;
  int working() const;

 private:
  void Run();

  mutable std::mutex mutex_;
  std::condition_variable wakes_;
  std::deque<std::function<void()>> queue_;
  std::size_t limit_;
  int working_ = 0;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace tenon::server

#endif  // TENON_SERVER_WORKERS_H_
