#ifndef TENON_ECON_ESTIMATE_H_
#define TENON_ECON_ESTIMATE_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "tenon/error.h"

namespace tenon::econ {

/// What one unit (a work, a patent) adds above and below the line.
struct RatioUnit {
  double numerator = 0;
  double denominator = 0;
};

struct WeightedValue {
  double value = 0;
  double weight = 0;
};

/// A figure of a set of units, and its interval over draws of as many units with replacement.
struct Estimate {
  double value = 0;
  double low = 0, high = 0;
};

struct EstimateOptions {
  std::size_t draws = 500;
  std::uint64_t seed = 1;
  std::uint64_t stream = 0;  ///< of the seed: one for each measured set
  double confidence = 0.95;
};

/// Sum of numerators / sum of denominators. Draws whose denominators sum to 0 are left out of the interval.
///
/// Errors      InvalidArgument: a number is not finite, a denominator (weight) is negative, nothing has any, no draws,
///             confidence not between 0 and 1.
/// Complexity  O(draws x units).
/// Reference   Efron 1979, doi 10.1214/aos/1176344552 (percentile interval).
Result<Estimate> EstimateRatio(std::span<const RatioUnit> units, const EstimateOptions& options = {});

/// Weighted median: the value at which the weight of the lower ones passes half of all; where it is just half, the mean
/// of that value and the next.
///
/// Errors, Complexity, Reference  as above, and O(units log units) to sort.
Result<Estimate> EstimateMedian(std::span<const WeightedValue> values, const EstimateOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_ESTIMATE_H_
