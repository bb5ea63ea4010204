#ifndef TENON_ECON_ESTIMATE_H_
#define TENON_ECON_ESTIMATE_H_

#include <span>

#include "econ/resampling.h"
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

/// Sum of numerators / sum of denominators. Draws whose denominators sum to 0 are left out of the interval.
///
/// Errors      InvalidArgument: a number is not finite, a denominator (weight) is negative, nothing has any; those of
///             CheckResampling.
/// Complexity  O(draws x units).
Result<Estimate> EstimateRatio(std::span<const RatioUnit> units, const ResamplingOptions& options = {});

/// Weighted median: the value at which the weight of the lower ones passes half of all; where it is just half, the mean
/// of that value and the next.
///
/// Errors, Complexity  as above, and O(units log units) to sort.
Result<Estimate> EstimateMedian(std::span<const WeightedValue> values, const ResamplingOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_ESTIMATE_H_
