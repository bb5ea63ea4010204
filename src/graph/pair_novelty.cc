#include "graph/pair_novelty.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tenon::graph {
namespace {

/// A pair of sources as one number: the lower source above the higher.
struct Held {
  std::uint64_t pair;
  Time time;
  Node work;
};

double Percentile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Of one time: how many works there are, and how many hold each source.
struct Market {
  double works = 0;
  std::map<Node, double> holding;

  std::optional<double> Z(std::uint64_t pair, double together) const {
    const double i = holding.at(static_cast<Node>(pair >> 32));
    const double j = holding.at(static_cast<Node>(pair));
    const double expected = i * j / works;
    const double variance = works > 1 ? expected * (works - i) * (works - j) / (works * (works - 1)) : 0;
    if (variance <= 0) return std::nullopt;
    return (together - expected) / std::sqrt(variance);
  }
};

}  // namespace

Result<std::vector<PairNovelty>> MeasurePairNovelty(Rows sources, std::span<const Time> time,
                                                    const PairNoveltyOptions& options) {
  const Node works = sources.num_nodes();
  if (time.size() != works) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} times for {} works", time.size(), works));
  }
  if (options.reuse < 1) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("reuse {}: at least 1 is allowed", options.reuse));
  }
  std::vector<PairNovelty> result(works);
  std::vector<Held> all;
  std::map<Time, Market> markets;
  std::vector<Node> held;
  for (Node work = 0; work < works; ++work) {
    if (time[work] == kNoTime) continue;
    held.assign(sources[work].begin(), sources[work].end());
    std::ranges::sort(held);
    held.erase(std::unique(held.begin(), held.end()), held.end());
    Market& market = markets[time[work]];
    ++market.works;
    for (std::size_t i = 0; i < held.size(); ++i) {
      ++market.holding[held[i]];
      for (std::size_t j = i + 1; j < held.size(); ++j) {
        all.push_back({std::uint64_t{held[i]} << 32 | held[j], time[work], work});
        ++result[work].pairs;
      }
    }
  }
  std::ranges::sort(all, [](const Held& a, const Held& b) {
    return a.pair != b.pair ? a.pair < b.pair : a.time != b.time ? a.time < b.time : a.work < b.work;
  });

  std::vector<std::vector<double>> z(works);
  for (auto begin = all.begin(); begin != all.end();) {
    const auto pair_end = std::find_if(begin, all.end(), [&](const Held& h) { return h.pair != begin->pair; });
    const auto first_end = std::find_if(begin, pair_end, [&](const Held& h) { return h.time != begin->time; });
    const bool reused =
        first_end != pair_end && std::int64_t{first_end->time} - begin->time <= std::int64_t{options.reuse};
    for (auto first = begin; first != first_end; ++first) {
      ++result[first->work].first_time;
      if (reused) ++result[first->work].first_time_reused;
    }
    while (begin != pair_end) {
      const auto time_end = std::find_if(begin, pair_end, [&](const Held& h) { return h.time != begin->time; });
      const auto value = markets.at(begin->time).Z(begin->pair, static_cast<double>(time_end - begin));
      for (; begin != time_end; ++begin) {
        if (value) z[begin->work].push_back(*value);
      }
    }
  }
  for (Node work = 0; work < works; ++work) {
    if (z[work].empty()) continue;
    std::ranges::sort(z[work]);
    result[work].tenth_percentile_z = Percentile(z[work], 0.1);
    result[work].median_z = Percentile(z[work], 0.5);
  }
  return result;
}

}  // namespace tenon::graph
