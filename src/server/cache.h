#ifndef TENON_SERVER_CACHE_H_
#define TENON_SERVER_CACHE_H_

#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace tenon::server {

/// The values used last, up to a limit of bytes.
///
/// Threads     any.
template <class Value>
class Cache {
 public:
  explicit Cache(std::uint64_t limit_bytes) : limit_(limit_bytes) {}

  std::optional<Value> Find(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  /// One that is larger than a quarter of the cache is not kept: it would drive out all others.
  void Keep(const std::string& key, Value value, std::uint64_t bytes) {
    const std::uint64_t cost = bytes + key.size() + kOverhead;
    const std::scoped_lock lock(mutex_);
    if (cost > limit_ / 4) return;
    if (const auto found = places_.find(key); found != places_.end()) Drop(found->second);
    entries_.push_front({key, std::move(value), cost});
    places_.emplace(key, entries_.begin());
    used_ += cost;
    while (used_ > limit_) Drop(std::prev(entries_.end()));
  }

  std::uint64_t bytes() const {
    const std::scoped_lock lock(mutex_);
    return used_;
  }

 private:
  static constexpr std::uint64_t kOverhead = 200;
  struct Entry {
    std::string key;
    Value value;
    std::uint64_t cost = 0;
  };
  using Place = typename std::list<Entry>::iterator;

  void Drop(Place place) {
    used_ -= place->cost;
    places_.erase(place->key);
    entries_.erase(place);
  }

  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<std::string, Place> places_;
  std::uint64_t limit_;
  std::uint64_t used_ = 0;
};

}  // namespace tenon::server

#endif  // TENON_SERVER_CACHE_H_
