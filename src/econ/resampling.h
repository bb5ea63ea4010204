#ifndef TENON_ECON_RESAMPLING_H_
#define TENON_ECON_RESAMPLING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tenon::econ {

struct ResamplingOptions {
  std::size_t draws = 2000;  ///< >= 1
  std::uint64_t seed = 1;
};

struct MeanInterval {
  double mean = 0, low = 0, high = 0;
};

/// Mean with its 95 % interval: the 2.5th and 97.5th percentile of the means of samples drawn with replacement.
///
/// Shape       missing without values; one value is its own interval.
/// REQUIRES    finite values.
/// Complexity  O(draws n).
/// Reference   Efron 1979, doi 10.1214/aos/1176344552 (percentile method).
std::optional<MeanInterval> BootstrapMean(std::span<const double> values, const ResamplingOptions& options = {});

/// Two-sided p value of the mean of paired differences: the share of random flips of their signs whose mean is at least
/// as far from 0, the one observed counted in.
///
///   p = (1 + flips with |mean| >= |observed mean|) / (1 + draws)
///
/// Shape       in (0, 1]; missing without differences; 1 where all are 0.
/// REQUIRES    finite differences.
/// Complexity  O(draws n).
/// Reference   Smucker, Allan & Carterette 2007, doi 10.1145/1321440.1321528 (Fisher's randomisation test).
std::optional<double> RandomisationTest(std::span<const double> differences, const ResamplingOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_RESAMPLING_H_
