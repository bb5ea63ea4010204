#include "econ/count_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace tenon::econ {
namespace {

constexpr double kLeastScatter = 0.01, kMostScatter = 1e4;

/// A count of n that is split in two; shapes where the share scatters, the share alone where it does not.
struct Split {
  std::uint64_t n = 0;
  double share = 0;
  std::optional<double> precision;  ///< sum of the two shapes

  double LogMass(std::uint64_t count) const {
    const auto k = static_cast<double>(count), m = static_cast<double>(n - count);
    const double choose = std::lgamma(k + m + 1) - std::lgamma(k + 1) - std::lgamma(m + 1);
    if (!precision) return choose + k * std::log(share) + m * std::log1p(-share);
    const double a = *precision * share, b = *precision * (1 - share);
    return choose + std::lgamma(k + a) - std::lgamma(a) + std::lgamma(m + b) - std::lgamma(b) + std::lgamma(a + b) -
           std::lgamma(k + m + a + b);
  }

  /// Mass at count + 1 over that at count.
  double Ratio(std::uint64_t count) const {
    const auto k = static_cast<double>(count), m = static_cast<double>(n - count);
    if (!precision) return m / (k + 1) * share / (1 - share);
    return m / (k + 1) * (k + *precision * share) / (m - 1 + *precision * (1 - share));
  }

  /// One top only, so that a sum that runs away from it may stop where nothing is added.
  bool HasOneTop() const { return !precision || (*precision * share >= 1 && *precision * (1 - share) >= 1); }

  /// P(count or more), summed on the side away from the mean.
  double UpperTail(std::uint64_t count) const {
    if (count == 0) return 1;
    const bool upwards = static_cast<double>(count) > static_cast<double>(n) * share;
    std::uint64_t at = upwards ? count : count - 1;
    double mass = std::exp(LogMass(at)), sum = mass;
    while (upwards ? at < n : at > 0) {
      mass = upwards ? mass * Ratio(at) : mass / Ratio(at - 1);
      at = upwards ? at + 1 : at - 1;
      sum += mass;
      if (HasOneTop() && mass < sum * 1e-17) break;
    }
    return std::clamp(upwards ? sum : 1 - sum, 0.0, 1.0);
  }
};

Status CheckCounts(const StepCounts& counts) {
  const std::size_t years = counts.exposure.size();
  if (counts.before == 0 || counts.before >= years) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("{} of {} years stand before the step; one or more must stand on each side", counts.before, years));
  }
  if (counts.counts.size() % years != 0) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} counts are no whole number of items of {} years", counts.counts.size(), years));
  }
  for (const double exposure : counts.exposure) {
    if (!(exposure > 0 && std::isfinite(exposure))) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("the exposure of a year is {}; it must be above 0", exposure));
    }
  }
  return {};
}

/// Exposures of mean 1.
std::vector<double> Scaled(std::span<const double> exposure) {
  const double mean = std::reduce(exposure.begin(), exposure.end()) / static_cast<double>(exposure.size());
  std::vector<double> scaled(exposure.begin(), exposure.end());
  for (double& e : scaled) e /= mean;
  return scaled;
}

/// log of a (a + 1) ... (a + count - 1) / a^count
double LogRise(double a, std::uint64_t count) {
  if (count > 64)
    return std::lgamma(a + static_cast<double>(count)) - std::lgamma(a) - static_cast<double>(count) * std::log(a);
  double sum = 0;
  for (std::uint64_t k = 1; k < count; ++k) sum += std::log1p(static_cast<double>(k) / a);
  return sum;
}

/// Log likelihood of r up to what does not depend on it: how the counts of each window spread over its years.
double SpreadLikelihood(const StepCounts& counts, std::span<const double> exposure, double r) {
  const std::size_t years = exposure.size();
  double sum = 0;
  for (std::size_t row = 0; row < counts.counts.size(); row += years) {
    for (const auto& [first, last] : {std::pair{std::size_t{0}, counts.before}, {counts.before, years}}) {
      double whole = 0;
      std::uint64_t total = 0;
      for (std::size_t year = first; year < last; ++year) {
        const std::uint64_t count = counts.counts[row + year];
        sum += LogRise(r * exposure[year], count);
        whole += exposure[year];
        total += count;
      }
      sum -= LogRise(r * whole, total);
    }
  }
  return sum;
}

/// The factor at which the upper tail of `after` (or, downwards, what lies above it) has this probability.
double FactorAt(Split split, double odds, std::uint64_t count, double probability) {
  double low = -80, high = 80;  // of its logarithm
  for (int halving = 0; halving < 50; ++halving) {
    const double middle = (low + high) / 2, moved = odds * std::exp(middle);
    split.share = moved / (1 + moved);
    (split.UpperTail(count) < probability ? low : high) = middle;
  }
  return std::exp((low + high) / 2);
}

}  // namespace

double PoissonProbability(std::uint64_t count, double mean) {
  if (mean == 0) return count == 0 ? 1 : 0;
  const auto k = static_cast<double>(count);
  return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
}

Result<std::optional<double>> EstimateYearScatter(const StepCounts& counts) {
  TENON_CHECK(CheckCounts(counts));
  const std::vector<double> exposure = Scaled(counts.exposure);
  if (exposure.size() == 2) return std::nullopt;
  // Golden section on log r: the likelihood has one top in practice; the ends tell where it has none.
  constexpr double kGolden = 0.6180339887498949;
  const auto at = [&](double log_r) { return SpreadLikelihood(counts, exposure, std::exp(log_r)); };
  double low = std::log(kLeastScatter), high = std::log(kMostScatter);
  double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
  double at_left = at(left), at_right = at(right);
  for (int narrowing = 0; narrowing < 40; ++narrowing) {
    if (at_left > at_right) {
      high = right, right = left, at_right = at_left;
      at_left = at(left = high - kGolden * (high - low));
    } else {
      low = left, left = right, at_left = at_right;
      at_right = at(right = low + kGolden * (high - low));
    }
  }
  const double log_r = (low + high) / 2;
  if (log_r > std::log(kMostScatter) - 0.01) return std::nullopt;
  return std::exp(log_r);
}

Result<std::vector<CountStep>> TestSteps(const StepCounts& counts, std::optional<double> scatter, double confidence) {
  TENON_CHECK(CheckCounts(counts));
  if (scatter && !(*scatter > 0 && std::isfinite(*scatter))) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the scatter is {}; it must be above 0", *scatter));
  }
  if (!(confidence > 0 && confidence < 1)) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("the confidence is {}; allowed is above 0, below 1", confidence));
  }
  const std::vector<double> exposure = Scaled(counts.exposure);
  const auto middle = exposure.begin() + static_cast<std::ptrdiff_t>(counts.before);
  const double before = std::reduce(exposure.begin(), middle), after = std::reduce(middle, exposure.end());
  const double odds = after / before;
  const std::optional<double> precision = scatter ? std::optional(*scatter * (before + after)) : std::nullopt;
  std::vector<CountStep> steps(counts.counts.size() / exposure.size());
  for (std::size_t item = 0; item < steps.size(); ++item) {
    CountStep& step = steps[item];
    const auto row = counts.counts.subspan(item * exposure.size(), exposure.size());
    step.before = std::reduce(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(counts.before));
    step.after = std::reduce(row.begin() + static_cast<std::ptrdiff_t>(counts.before), row.end());
    step.expected = static_cast<double>(step.before) * odds;
    step.probability = PoissonProbability(step.after, step.expected);
    const Split split{step.before + step.after, odds / (1 + odds), precision};
    step.p_value = split.UpperTail(step.after);
    if (step.before > 0) step.ratio = static_cast<double>(step.after) / step.expected;
    if (step.after > 0) step.ratio_low = FactorAt(split, odds, step.after, (1 - confidence) / 2);
    if (step.before > 0) step.ratio_high = FactorAt(split, odds, step.after + 1, (1 + confidence) / 2);
  }
  return steps;
}

}  // namespace tenon::econ
