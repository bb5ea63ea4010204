#include "server/workers.h"

#include <utility>

namespace tenon::server {

Workers::Workers(int threads, int waiting) : limit_(static_cast<std::size_t>(waiting)) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

Workers::~Workers() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    queue_.clear();
  }
  wakes_.notify_all();
  threads_.clear();  // joins: the rest of this must still stand
}

bool Workers::Post(std::function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_ || queue_.size() >= limit_) return false;
    queue_.push_back(std::move(work));
  }
  wakes_.notify_one();
  return true;
}

int Workers::waiting() const {
  const std::scoped_lock lock(mutex_);
  return static_cast<int>(queue_.size());
}

int Workers::working() const {
  const std::scoped_lock lock(mutex_);
  return working_;
}

void Workers::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wakes_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    ++working_;
    lock.unlock();
    work();
    lock.lock();
    --working_;
  }
}

}  // namespace tenon::server
