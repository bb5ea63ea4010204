#include "econ/resampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/random.h"

namespace tenon::econ {
namespace {

/// With linear interpolation.
double QuantileOfSorted(std::span<const double> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

}  // namespace

std::optional<MeanInterval> BootstrapMean(std::span<const double> values, const ResamplingOptions& options) {
  if (values.empty()) return std::nullopt;
  const auto count = static_cast<double>(values.size());
  Random random(options.seed);
  std::vector<double> means(options.draws);
  for (double& mean : means) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[random.Below(values.size())];
    mean = sum / count;
  }
  std::ranges::sort(means);
  return MeanInterval{std::accumulate(values.begin(), values.end(), 0.0) / count, QuantileOfSorted(means, 0.025),
                      QuantileOfSorted(means, 0.975)};
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
