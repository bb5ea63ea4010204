#ifndef TENON_SERVER_METRICS_H_
#define TENON_SERVER_METRICS_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "server/context.h"

namespace tenon::server {

/// What happened so far, in Prometheus' text format.
///
/// Threads     any.
class Metrics {
 public:
  void Count(std::string_view route, const Response& response, double seconds);
  std::string Text(Context& context) const;

  std::atomic<std::int64_t> connections = 0;  ///< open now

 private:
  static constexpr std::array kBounds = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0, 60.0};
  struct Route {
    std::array<std::int64_t, kBounds.size() + 1> buckets{};
    double seconds = 0;
    std::int64_t count = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string_view, int>, std::int64_t> requests_;  // by route and status
  std::map<std::string_view, Route> durations_;
  std::map<std::string_view, std::int64_t> cache_;
  std::int64_t body_bytes_ = 0;
};

}  // namespace tenon::server

#endif  // TENON_SERVER_METRICS_H_
