#include "econ/survival.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "econ/normal.h"

namespace tenon::econ {
namespace {

Status CheckDurations(std::span<const Duration> durations) {
  for (const Duration& duration : durations) {
    if (!std::isfinite(duration.time) || duration.time < 0) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("a duration is {}; allowed is 0 or more", duration.time));
    }
  }
  return {};
}

/// Upper tail of chi squared: Q(k/2, x/2), built up from Q(1/2, y) = erfc(sqrt y) or Q(1, y) = exp(-y) by
/// Q(a + 1, y) = Q(a, y) + y^a exp(-y) / Gamma(a + 1).
double ChiSquaredTail(double x, std::size_t degrees) {
  const double y = x / 2;
  if (y <= 0) return 1;
  const bool is_odd = degrees % 2 == 1;
  double a = is_odd ? 0.5 : 1;
  double tail = is_odd ? std::erfc(std::sqrt(y)) : std::exp(-y);
  for (; a + 0.5 < static_cast<double>(degrees) / 2; ++a) tail += std::exp(a * std::log(y) - y - std::lgamma(a + 1));
  return std::min(1.0, tail);
}

/// x' A^-1 x of a symmetric positive definite matrix by Cholesky; nullopt where it is none.
std::optional<double> InverseForm(std::vector<double> a, std::vector<double> x) {
  const std::size_t n = x.size();
  double form = 0;
  for (std::size_t j = 0; j < n; ++j) {
    const double diagonal = a[j * n + j];
    for (std::size_t k = 0; k < j; ++k) {
      a[j * n + j] -= a[j * n + k] * a[j * n + k];
      x[j] -= a[j * n + k] * x[k];
    }
    if (a[j * n + j] <= 1e-12 * diagonal) return std::nullopt;
    a[j * n + j] = std::sqrt(a[j * n + j]);
    x[j] /= a[j * n + j];
    form += x[j] * x[j];
    for (std::size_t i = j + 1; i < n; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i * n + j] -= a[i * n + k] * a[j * n + k];
      a[i * n + j] /= a[j * n + j];
    }
  }
  return form;
}

struct Observation {
  Duration duration;
  std::size_t group = 0;
};

/// Sums over the times of events.
struct LogRankSums {
  std::vector<double> observed, expected;
  std::vector<double> covariance;  ///< groups x groups
};

LogRankSums SumLogRank(const std::vector<Observation>& sorted, std::vector<double> at_risk) {
  const std::size_t groups = at_risk.size();
  LogRankSums sums{std::vector<double>(groups), std::vector<double>(groups), std::vector<double>(groups * groups)};
  std::vector<double> leaving(groups);
  for (std::size_t first = 0, last = 0; first < sorted.size(); first = last) {
    double events = 0;
    std::ranges::fill(leaving, 0);
    for (last = first; last < sorted.size() && sorted[last].duration.time == sorted[first].duration.time; ++last) {
      const Observation& one = sorted[last];
      ++leaving[one.group];
      if (!one.duration.has_event) continue;
      ++events;
      ++sums.observed[one.group];
    }
    const auto all = static_cast<double>(sorted.size() - first);
    for (std::size_t g = 0; events > 0 && g < groups; ++g) {
      sums.expected[g] += events * at_risk[g] / all;
      if (all == 1) continue;
      const double scale = events * (all - events) / (all - 1) * at_risk[g] / all;
      for (std::size_t h = 0; h < groups; ++h) {
        sums.covariance[g * groups + h] += scale * ((g == h ? 1 : 0) - at_risk[h] / all);
      }
    }
    for (std::size_t g = 0; g < groups; ++g) at_risk[g] -= leaving[g];
  }
  return sums;
}

}  // namespace

std::optional<double> SurvivalCurve::Quantile(double share) const {
  // The product of many factors may stand a rounding above the share it equals.
  const double left = (1 - share) * (1 + 1e-12);
  const auto point = std::ranges::find_if(points, [&](const SurvivalPoint& p) { return p.survival <= left; });
  return point == points.end() ? std::nullopt : std::optional(point->time);
}

Result<SurvivalCurve> EstimateSurvival(std::span<const Duration> durations, double confidence) {
  TENON_CHECK(CheckDurations(durations));
  TENON_ASSIGN(const double z, NormalBound(confidence));
  std::vector<Duration> sorted(durations.begin(), durations.end());
  std::ranges::sort(sorted, {}, &Duration::time);
  SurvivalCurve curve;
  curve.subjects = sorted.size();
  if (!sorted.empty()) curve.last_time = sorted.back().time;
  double survival = 1, sum = 0;
  for (std::size_t first = 0, last = 0; first < sorted.size(); first = last) {
    std::size_t events = 0;
    for (last = first; last < sorted.size() && sorted[last].time == sorted[first].time; ++last) {
      events += sorted[last].has_event ? 1 : 0;
    }
    if (events == 0) continue;
    curve.events += events;
    const std::size_t at_risk = sorted.size() - first;
    const auto n = static_cast<double>(at_risk), d = static_cast<double>(events);
    SurvivalPoint point{sorted[first].time, at_risk, events, 0, 0, 0, 0};
    if (events < at_risk) {
      survival *= 1 - d / n;
      sum += d / (n * (n - d));
      const double width = z * std::sqrt(sum) / std::log(survival);  // negative
      point.survival = survival;
      point.variance = survival * survival * sum;
      point.low = std::pow(survival, std::exp(-width));
      point.high = std::pow(survival, std::exp(width));
    }
    curve.points.push_back(point);
  }
  return curve;
}

Result<LogRank> TestLogRank(std::span<const std::vector<Duration>> groups) {
  std::vector<Observation> sorted;
  std::vector<double> at_risk;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    TENON_CHECK(CheckDurations(groups[g]));
    for (const Duration& duration : groups[g]) sorted.push_back({duration, g});
    at_risk.push_back(static_cast<double>(groups[g].size()));
  }
  std::ranges::sort(sorted, {}, [](const Observation& one) { return std::pair(one.duration.time, one.group); });
  LogRankSums sums = SumLogRank(sorted, std::move(at_risk));

  std::vector<std::size_t> compared;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (sums.covariance[g * groups.size() + g] > 0) compared.push_back(g);
  }
  if (compared.size() < 2) {
    return Fail(ErrorKind::kNotFound,
                "fewer than two groups were at risk while something happened: there is nothing to compare");
  }
  compared.pop_back();  // the deviations of all groups sum to 0
  std::vector<double> deviations, covariance;
  for (const std::size_t g : compared) {
    deviations.push_back(sums.observed[g] - sums.expected[g]);
    for (const std::size_t h : compared) covariance.push_back(sums.covariance[g * groups.size() + h]);
  }
  const auto form = InverseForm(std::move(covariance), std::move(deviations));
  if (!form) return Fail(ErrorKind::kInternal, "the covariance of the log-rank test is singular");
  return LogRank{std::move(sums.observed), std::move(sums.expected), *form, compared.size(),
                 ChiSquaredTail(*form, compared.size())};
}

Result<ShareInterval> WilsonInterval(std::size_t successes, std::size_t trials, double confidence) {
  if (trials == 0 || successes > trials) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} of {}; allowed are 1 or more trials and no more successes", successes, trials));
  }
  TENON_ASSIGN(const double z, NormalBound(confidence));
  const auto n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n, squared = z * z / n;
  const double centre = (share + squared / 2) / (1 + squared);
  const double half = std::sqrt(share * (1 - share) * squared + squared * squared / 4) / (1 + squared);
  // At the ends the bound is the end itself; rounding would leave it a hair off.
  return ShareInterval{successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half};
}

}  // namespace tenon::econ
