#ifndef TENON_ECON_SURVIVAL_H_
#define TENON_ECON_SURVIVAL_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "tenon/error.h"

namespace tenon::econ {

/// How long one thing was watched, and whether that for which it was watched then happened.
struct Duration {
  double time = 0;
  bool has_event = false;  ///< false: right-censored; up to `time` nothing had happened
};

/// The estimate just after the events at one time.
struct SurvivalPoint {
  double time = 0;
  std::size_t at_risk = 0;  ///< watched just before `time`: those censored at `time` are among them
  std::size_t events = 0;
  double survival = 1;  ///< S(t)
  double variance = 0;  ///< Greenwood
  double low = 1;       ///< of the interval of S(t)
  double high = 1;
};

struct SurvivalCurve {
  std::vector<SurvivalPoint> points;  ///< one for each time at which an event happened, ascending
  std::size_t subjects = 0;
  std::size_t events = 0;
  double last_time = 0;  ///< the longest duration: nothing is known beyond it

  /// First time at which S(t) is 1 - `share` or less; missing where it stays above.
  std::optional<double> Quantile(double share) const;
};

/// Kaplan-Meier estimate of the share to which nothing has happened by age t.
///
///   S(t) = prod_{t_i <= t} (1 - d_i / n_i),   Var S(t) = S(t)^2 sum_{t_i <= t} d_i / (n_i (n_i - d_i))
///
/// d_i: events at t_i; n_i: at risk just before. The interval is S^exp(+-z / log S * sqrt(Var) / S): that of
/// log(-log S), which stays in 0..1. Where S is 0 it does not exist, and low = high = 0.
///
/// Errors      InvalidArgument: a time is negative or not finite; `confidence` is not between 0 and 1.
/// Complexity  O(n log n).
/// Reference   Kaplan & Meier 1958, doi 10.1080/01621459.1958.10501452; Kalbfleisch & Prentice 1980, section 1.3.
Result<SurvivalCurve> EstimateSurvival(std::span<const Duration> durations, double confidence = 0.95);

/// Whether groups differ.
struct LogRank {
  std::vector<double> observed, expected;  ///< events of each group, and what they were if all groups were alike
  double chi_squared = 0;
  std::size_t degrees = 0;  ///< of freedom: groups that were ever at risk while an event happened, less one
  double p_value = 1;
};

/// Log-rank test over the groups.
///
/// Z_g = sum_i (d_gi - d_i n_gi / n_i), with the hypergeometric covariance; chi squared = Z' V^-1 Z over all groups but
/// one. A group never at risk while an event happened says nothing and is left out of the degrees.
///
/// Errors      InvalidArgument: as above; NotFound: fewer than two groups can be compared.
/// Complexity  O(n log n + times * groups^2 + groups^3).
/// Reference   Peto & Peto 1972, doi 10.2307/2344317; Mantel 1966.
Result<LogRank> TestLogRank(std::span<const std::vector<Duration>> groups);

/// An interval of a share.
struct ShareInterval {
  double low = 0;
  double high = 1;
};

/// Wilson's score interval of `successes` of `trials`.
///
/// Errors      InvalidArgument: no trials, more successes than trials, or `confidence` not between 0 and 1.
/// Reference   Wilson 1927, doi 10.1080/01621459.1927.10502953.
Result<ShareInterval> WilsonInterval(std::size_t successes, std::size_t trials, double confidence = 0.95);

}  // namespace tenon::econ

#endif  // TENON_ECON_SURVIVAL_H_
