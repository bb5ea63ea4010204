#ifndef TENON_ECON_COUNT_STEP_H_
#define TENON_ECON_COUNT_STEP_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tenon/error.h"

namespace tenon::econ {

/// Probability of exactly `count` where `mean` are expected (Poisson). REQUIRES: mean >= 0 and finite.
double PoissonProbability(std::uint64_t count, double mean);

/// Counts of several items over years; the later years are tested against the earlier ones.
struct StepCounts {
  std::span<const std::uint64_t> counts;  ///< items x years, a row an item
  std::span<const double> exposure;       ///< of each year, in any unit: how much would be counted if nothing changed
  std::size_t before = 0;                 ///< the first so many years are those before the step
};

/// What happened to one item.
struct CountStep {
  std::uint64_t before = 0, after = 0;
  double expected = 0;               ///< after the step, from what was before
  std::optional<double> ratio;       ///< after / expected; missing where nothing was before
  double ratio_low = 0;              ///< of its interval
  std::optional<double> ratio_high;  ///< missing: no end
  double probability = 1;            ///< PoissonProbability(after, expected)
  double p_value = 1;                ///< of `after` or more
};

/// How much an item scatters from year to year: r of the negative binomial, whose variance in a year of mean exposure
/// is m + m^2 / r. Missing: no more than Poisson, or no window of two years to tell it from.
///
/// The likelihood is that of how each item's counts spread over the years before, and over those after (Dirichlet-
/// multinomial): the items' levels and the step between fall out of it. `r` is sought between 0.01 and 10^4.
///
/// Errors      those of TestSteps.
/// Complexity  O(60 x counts).
Result<std::optional<double>> EstimateYearScatter(const StepCounts& counts);

/// Did an item grow more than chance lets it?
///
/// An item is counted a Poisson number of times around exposure x level, the level of a year being Gamma with shape
/// r x exposure (mean 1 over the years): together negative binomial. Given the sum n of before and after, `after` is
/// beta-binomial (n; r E_after, r E_before), without r binomial (n; E_after / (E_before + E_after)): exact, and open to
/// items that were not there before. p = P(after or more). The interval holds the factors that neither tail refuses; a
/// factor moves the mean of the share that falls after the step and leaves its scatter.
///
/// Shape       one CountStep for each item.
/// Errors      InvalidArgument: before is 0 or all years, sizes do not fit, an exposure is not positive and finite,
///             scatter not positive, confidence not between 0 and 1.
/// Complexity  O(n) for an item, times 100 for its interval.
/// Reference   without r: Przyborowski & Wilenski 1940, doi 10.1093/biomet/31.3-4.313.
Result<std::vector<CountStep>> TestSteps(const StepCounts& counts, std::optional<double> scatter,
                                         double confidence = 0.95);

}  // namespace tenon::econ

#endif  // TENON_ECON_COUNT_STEP_H_
