#include "econ/resampling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "econ/quantile.h"

namespace tenon::econ {

Status CheckResampling(const ResamplingOptions& options) {
  if (options.draws > 0 && options.confidence > 0 && options.confidence < 1) return {};
  return Fail(ErrorKind::kInvalidArgument, fmt::format("{} draws at confidence {}: one or more, between 0 and 1",
                                                       options.draws, options.confidence));
}

std::span<const std::uint32_t> Resampler::Draw() {
  std::ranges::fill(times_, 0);
  for (std::size_t unit = 0; unit < times_.size(); ++unit) ++times_[random_.Below(times_.size())];
  return times_;
}

Interval PercentileInterval(std::vector<double> drawn, double confidence) {
  std::ranges::sort(drawn);
  const double outside = (1 - confidence) / 2;
  return {QuantileOfSorted(drawn, outside), QuantileOfSorted(drawn, 1 - outside)};
}

std::optional<MeanInterval> BootstrapMean(std::span<const double> values, const ResamplingOptions& options) {
  if (values.empty()) return std::nullopt;
  const auto count = static_cast<double>(values.size());
  Resampler resampler(values.size(), options);
  std::vector<double> means(options.draws);
  for (double& mean : means) {
    const auto times = resampler.Draw();
    mean = std::inner_product(times.begin(), times.end(), values.begin(), 0.0) / count;
  }
  const Interval interval = PercentileInterval(std::move(means), options.confidence);
  return MeanInterval{std::accumulate(values.begin(), values.end(), 0.0) / count, interval.low, interval.high};
}

std::optional<double> RandomisationTest(std::span<const double> differences, const ResamplingOptions& options) {
  if (differences.empty()) return std::nullopt;
  const double observed = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
  // Sums of the same numbers in other signs differ in their last bits.
  double size = 0;
  for (const double each : differences) size += std::abs(each);
  const double border = observed - 1e-12 * size;
  Random random(options.seed);
  std::size_t as_far = 0;
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    double sum = 0;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (i % 64 == 0) bits = random.Next();
      sum += (bits >> (i % 64) & 1) != 0 ? differences[i] : -differences[i];
    }
    as_far += std::abs(sum) >= border ? 1U : 0U;
  }
  return static_cast<double>(1 + as_far) / static_cast<double>(1 + options.draws);
}

}  // namespace tenon::econ
