#include "econ/estimate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "base/random.h"
#include "fmt/format.h"

namespace tenon::econ {
namespace {

/// Weights that are thirds and sevenths do not add up to exactly half.
constexpr double kHalfTolerance = 1e-12;

Status Check(double value, double weight) {
  if (std::isfinite(value) && std::isfinite(weight) && weight >= 0) return {};
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("a unit of {} with weight {}: finite numbers, and weights of 0 or more", value, weight));
}

double Quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const double part = at - static_cast<double>(below);
  return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[below + 1] * part;
}

/// `figure` of the units, each taken so many times; missing where it has none.
template <class Figure>
Result<Estimate> Resample(std::size_t units, const EstimateOptions& options, const Figure& figure) {
  if (options.draws == 0 || !(options.confidence > 0 && options.confidence < 1)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} draws at confidence {}: one or more, between 0 and 1",
                                                         options.draws, options.confidence));
  }
  std::vector<std::uint32_t> times(units, 1);
  const std::optional<double> value = figure(times);
  if (!value) return Fail(ErrorKind::kInvalidArgument, "no unit has weight");
  Random random(options.seed, options.stream);
  std::vector<double> drawn;
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    std::ranges::fill(times, 0);
    for (std::size_t unit = 0; unit < units; ++unit) ++times[random.Below(units)];
    if (const std::optional<double> redrawn = figure(times)) drawn.push_back(*redrawn);
  }
  if (drawn.empty()) return Estimate{*value, *value, *value};
  std::ranges::sort(drawn);
  const double outside = (1 - options.confidence) / 2;
  return Estimate{*value, Quantile(drawn, outside), Quantile(drawn, 1 - outside)};
}

}  // namespace

Result<Estimate> EstimateRatio(std::span<const RatioUnit> units, const EstimateOptions& options) {
  for (const RatioUnit& unit : units) TENON_CHECK(Check(unit.numerator, unit.denominator));
  return Resample(units.size(), options, [&](std::span<const std::uint32_t> times) -> std::optional<double> {
    double above = 0, below = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      above += times[i] * units[i].numerator;
      below += times[i] * units[i].denominator;
    }
    return below > 0 ? std::optional(above / below) : std::nullopt;
  });
}

Result<Estimate> EstimateMedian(std::span<const WeightedValue> values, const EstimateOptions& options) {
  for (const WeightedValue& value : values) TENON_CHECK(Check(value.value, value.weight));
  std::vector<WeightedValue> sorted(values.begin(), values.end());
  std::ranges::stable_sort(sorted, {}, &WeightedValue::value);
  return Resample(sorted.size(), options, [&](std::span<const std::uint32_t> times) -> std::optional<double> {
    double all = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) all += times[i] * sorted[i].weight;
    if (all <= 0) return std::nullopt;
    const double half = all / 2, tolerance = all * kHalfTolerance;
    double lower = 0;
    std::optional<double> at_half;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      const double weight = times[i] * sorted[i].weight;
      if (weight <= 0) continue;
      if (at_half) return (*at_half + sorted[i].value) / 2;
      lower += weight;
      if (lower > half + tolerance) return sorted[i].value;
      if (lower >= half - tolerance) at_half = sorted[i].value;
    }
    return at_half;
  });
}

}  // namespace tenon::econ
