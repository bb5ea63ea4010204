#ifndef TENON_ECON_RESAMPLING_H_
#define TENON_ECON_RESAMPLING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/random.h"
#include "econ/amount.h"
#include "tenon/error.h"

namespace tenon::econ {

struct ResamplingOptions {
  std::size_t draws = 2000;
  std::uint64_t seed = 1;
  std::uint64_t stream = 0;  ///< of the seed: one for each measured set
  double confidence = 0.95;  ///< of an interval
};

/// Errors  InvalidArgument: no draws, confidence not between 0 and 1.
Status CheckResampling(const ResamplingOptions& options);

/// Draws of as many units as there are, with replacement.
///
/// Reference   Efron 1979, doi 10.1214/aos/1176344552.
class Resampler {
 public:
  Resampler(std::size_t units, const ResamplingOptions& options)
      : random_(options.seed, options.stream), times_(units) {}
  /// How many times each unit was drawn; until the next draw.
  std::span<const std::uint32_t> Draw();

 private:
  Random random_;
  std::vector<std::uint32_t> times_;
};

/// What lies between the outer percentiles of what was drawn. REQUIRES: not empty; `confidence` between 0 and 1.
Interval PercentileInterval(std::vector<double> drawn, double confidence);

struct MeanInterval {
  double mean = 0, low = 0, high = 0;
};

/// Mean with its percentile interval over the means of draws.
///
/// Shape       missing without values; one value is its own interval.
/// REQUIRES    finite values; options that CheckResampling lets pass.
/// Complexity  O(draws n).
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
