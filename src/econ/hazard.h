#ifndef TENON_ECON_HAZARD_H_
#define TENON_ECON_HAZARD_H_

#include <cstddef>
#include <span>
#include <vector>

#include "econ/input_output.h"
#include "tenon/error.h"

namespace tenon::econ {

struct HazardOptions {
  /// Half the penalty on the square of every effect per standard deviation of its covariate: a normal prior of variance
  /// 1 / ridge. It keeps the effect of a covariate finite where all, or none, of those that have it had the event.
  double ridge = 1;
  std::size_t bands = 6;     ///< of age, at most: the hazard is constant within a band
  double confidence = 0.95;  ///< of the intervals
};

/// What one covariate does: exp(value) multiplies the hazard for each unit of it.
struct HazardEffect {
  double value = 0;
  double standard_error = 0;  ///< from the inverse of the penalised information
  double low = 0, high = 0;   ///< value -+ z * standard_error
};

/// A discrete-time hazard, fitted.
struct HazardModel {
  std::vector<int> band_ends;    ///< last age of each band but the last, which has no end; empty: one band
  std::vector<double> baseline;  ///< log of the cumulated hazard of one year in each band, covariates at 0
  std::vector<HazardEffect> effects;
  double log_likelihood = 0;  ///< without the penalty
  int iterations = 0;

  /// Probability of the event at one of the ages `from` .. `to`, given that it had not happened before `from`.
  /// 0 where `to` < `from`. REQUIRES: from >= 0; one covariate for each effect.
  double Probability(int from, int to, std::span<const double> covariates) const;
};

/// One thing that was watched from age 0 through `age`, in whole years.
struct WatchedYears {
  int age = 0;
  bool has_event = false;  ///< at `age`; false: not up to and with it
};

/// Hazard of an event by age and covariates, both dates known.
///
///   h(a | x) = 1 - exp(-exp(alpha_band(a) + x'b)),   a = 0, 1, 2, ...
///
/// The complementary log-log link: the same model as proportional hazards in continuous time, seen once a year. Bands
/// end at quantiles of the ages of the events, so that each holds some; the last has no end. Fitted by Newton's method
/// with step halving on the penalised log-likelihood, which is concave.
///
/// Where nobody knows when, give everything the age 0: the chance that it had happened when one looked is then
/// 1 - exp(-exp(alpha + x'b)), and with log(age + 1) among the covariates a Weibull hazard seen once.
///
/// Shape       one effect for each column of `covariates`; that of a column that does not vary is 0, its error that of
///             the prior.
/// Errors      InvalidArgument: another number of rows than of things watched, a covariate that is not finite, a
///             negative age, nothing watched, no event, or an event at every year watched; options out of range.
///             NotConverged: the steps do not become small in 100 iterations.
/// Complexity  O(iterations * rows * bands * covariates^2).
/// Threads     one.
/// Reference   Prentice & Gloeckler 1978, doi 10.2307/2529588; ridge: le Cessie & van Houwelingen 1992,
///             doi 10.2307/2347628.
Result<HazardModel> FitHazard(std::span<const WatchedYears> watched, const Matrix& covariates,
                              const HazardOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_HAZARD_H_
