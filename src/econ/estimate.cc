#include "econ/estimate.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

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

/// `figure` of the units, each taken so many times; missing where it has none.
template <class Figure>
Result<Estimate> Resample(std::size_t units, const ResamplingOptions& options, const Figure& figure) {
  TENON_CHECK(CheckResampling(options));
  const std::optional<double> value = figure(std::vector<std::uint32_t>(units, 1));
  if (!value) return Fail(ErrorKind::kInvalidArgument, "no unit has weight");
  Resampler resampler(units, options);
  std::vector<double> drawn;
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    if (const std::optional<double> redrawn = figure(resampler.Draw())) drawn.push_back(*redrawn);
  }
  if (drawn.empty()) return Estimate{*value, *value, *value};
  const Interval interval = PercentileInterval(std::move(drawn), options.confidence);
  return Estimate{*value, interval.low, interval.high};
}

}  // namespace

Result<Estimate> EstimateRatio(std::span<const RatioUnit> units, const ResamplingOptions& options) {
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

Result<Estimate> EstimateMedian(std::span<const WeightedValue> values, const ResamplingOptions& options) {
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
