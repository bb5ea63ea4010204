#include "server/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "server/jobs.h"

namespace tenon::server {

namespace {

/// Of this process, from the second number of /proc/self/statm (pages).
std::int64_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t resident = 0;
  statm >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace

void Metrics::Count(std::string_view route, const Response& response, double seconds) {
  const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(kBounds, seconds) - kBounds.begin());
  const std::scoped_lock lock(mutex_);
  ++requests_[{route, response.status}];
  Route& durations = durations_[route];
  ++durations.buckets[bucket];
  ++durations.count;
  durations.seconds += seconds;
  if (!response.cache.empty()) ++cache_[response.cache];
  if (response.body != nullptr) body_bytes_ += static_cast<std::int64_t>(response.body->size());
}

std::string Metrics::Text(Context& context) const {
  std::string text;
  const auto out = std::back_inserter(text);
  const auto head = [&](std::string_view name, std::string_view type, std::string_view help) {
    fmt::format_to(out, "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  };
  const auto gauge = [&](std::string_view name, std::string_view help, auto value) {
    head(name, "gauge", help);
    fmt::format_to(out, "{} {}\n", name, value);
  };
  const std::scoped_lock lock(mutex_);
  head("tenon_http_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [key, count] : requests_) {
    fmt::format_to(out, "tenon_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
  }
  head("tenon_http_request_seconds", "histogram", "From the end of a request's head to the end of its answer.");
  for (const auto& [route, durations] : durations_) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      sum += durations.buckets[i];
      fmt::format_to(out, "tenon_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, kBounds[i], sum);
    }
    fmt::format_to(out, "tenon_http_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route, durations.count);
    fmt::format_to(out, "tenon_http_request_seconds_sum{{route=\"{}\"}} {}\n", route, durations.seconds);
    fmt::format_to(out, "tenon_http_request_seconds_count{{route=\"{}\"}} {}\n", route, durations.count);
  }
  head("tenon_answers_total", "counter", "Answers by what the cache had: hit, miss, unchanged (304).");
  for (const auto& [kind, count] : cache_) fmt::format_to(out, "tenon_answers_total{{cache=\"{}\"}} {}\n", kind, count);
  head("tenon_http_body_bytes_total", "counter", "Bytes of bodies sent.");
  fmt::format_to(out, "tenon_http_body_bytes_total {}\n", body_bytes_);
  gauge("tenon_connections", "Connections open.", connections.load());
  gauge("tenon_questions_waiting", "Questions that wait for their turn.", context.questions->waiting());
  gauge("tenon_questions_working", "Questions at work.", context.questions->working());
  gauge("tenon_jobs_waiting", "Jobs that wait for their turn.", context.jobs->waiting());
  gauge("tenon_jobs_working", "Jobs at work.", context.jobs->working());
  gauge("tenon_cache_bytes", "Answers kept in memory.",
        context.answers.bytes() + context.bodies.bytes() + context.spelled.bytes());
  gauge("process_resident_memory_bytes", "Resident memory.", ResidentBytes());
  return text;
}

}  // namespace tenon::server
