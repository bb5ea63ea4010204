#include "econ/advice.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "econ/quantile.h"

namespace tenon::econ {
namespace {

std::optional<double> Quantile(std::vector<double> values, double share) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  return QuantileOfSorted(values, share);
}

AdviceBounds BoundsOf(const PlaceActivities& place, const AdviceOptions& options) {
  std::vector<double> here, all, absent_density;
  for (std::size_t p = 0; p < place.advantage.size(); ++p) {
    if (place.complexity[p]) all.push_back(*place.complexity[p]);
    if (!place.advantage[p]) continue;
    if (*place.advantage[p] < options.present) {
      if (place.density[p]) absent_density.push_back(*place.density[p]);
    } else if (place.complexity[p]) {
      here.push_back(*place.complexity[p]);
    }
  }
  AdviceBounds bounds;
  if (!here.empty()) {
    bounds.mean_complexity = std::accumulate(here.begin(), here.end(), 0.0) / static_cast<double>(here.size());
  }
  bounds.median_complexity = Quantile(std::move(here), 0.5);
  bounds.near_density = Quantile(std::move(absent_density), 1 - options.near_share);
  bounds.high_complexity = Quantile(std::move(all), 1 - options.complex_share);
  return bounds;
}

std::optional<AdviceList> ListOf(const PlaceActivities& place, std::size_t p, const AdviceBounds& bounds,
                                 const AdviceOptions& options) {
  const double advantage = *place.advantage[p], density = *place.density[p], complexity = *place.complexity[p];
  if (place.highest[p].value_or(advantage) >= options.present) {
    const auto earlier = place.earlier[p];
    const bool fell = earlier && *earlier > 0 && 1 - advantage / *earlier >= options.fell;
    if (fell || (bounds.mean_complexity && complexity > *bounds.mean_complexity)) return AdviceList::kUpgrade;
  }
  if (advantage >= options.present || !bounds.near_density) return std::nullopt;
  if (density >= *bounds.near_density) {
    if (bounds.median_complexity && complexity > *bounds.median_complexity) return AdviceList::kGrow;
    return std::nullopt;
  }
  const bool known_not_to_rise = !place.rising.empty() && place.rising[p] == false;
  if (advantage < options.far_advantage && complexity >= *bounds.high_complexity && !known_not_to_rise) {
    return AdviceList::kPrepare;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<double>> ShareNoHigher(std::span<const std::optional<double>> values) {
  std::vector<double> sorted;
  for (const auto& value : values) {
    if (value) sorted.push_back(*value);
  }
  std::ranges::sort(sorted);
  std::vector<std::optional<double>> shares(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    shares[i] = static_cast<double>(std::ranges::upper_bound(sorted, *values[i]) - sorted.begin()) /
                static_cast<double>(sorted.size());
  }
  return shares;
}

PlaceAdvice AdvisePlace(const PlaceActivities& place, const AdviceOptions& options) {
  PlaceAdvice advice;
  advice.bounds = BoundsOf(place, options);
  const auto complexity_share = ShareNoHigher(place.complexity);
  for (std::uint32_t p = 0; p < place.advantage.size(); ++p) {
    if (!place.advantage[p] || !place.density[p] || !place.complexity[p]) continue;
    if (const auto list = ListOf(place, p, advice.bounds, options)) {
      advice.advised.push_back({p, *list, *place.density[p] * *complexity_share[p]});
    }
  }
  std::ranges::sort(advice.advised, {}, [](const Advised& a) { return std::tuple(a.list, -a.score, a.activity); });
  return advice;
}

}  // namespace tenon::econ
