#ifndef TENON_ECON_AMOUNT_H_
#define TENON_ECON_AMOUNT_H_

#include <optional>
#include <span>
#include <vector>

#include "base/random.h"

namespace tenon::econ {

/// An amount, share or count as published; missing is not zero.
using Amount = std::optional<double>;

/// Ends of an interval: the 5th and the 95th percentile of the draws unless said otherwise.
struct Interval {
  double low = 0;
  double high = 0;
};

/// What is known of the error of published amounts.
///
///   count   Gamma(c + 1/2): the posterior of a Poisson mean under the Jeffreys prior
///   value   published x lognormal of mean 1 whose standard deviation is `relative`
///
/// A count with `relative` > 0 carries both. "relative error" is read as a relative *standard* error.
struct ErrorModel {
  enum class Kind { kExact, kCount, kValue };
  Kind kind = Kind::kValue;
  double relative = 0.05;
};

inline constexpr double kValueError = 0.05;  ///< statistics of value, unless the source states another
inline constexpr double kGroupError = 0.50;  ///< the code is wider than the segment: "group, not segment"

constexpr ErrorModel ExactError() { return {ErrorModel::Kind::kExact, 0}; }
constexpr ErrorModel CountError() { return {ErrorModel::Kind::kCount, 0}; }
constexpr ErrorModel ValueError(double relative = kValueError) { return {ErrorModel::Kind::kValue, relative}; }
/// The same statistic read for a segment that is only part of its code.
constexpr ErrorModel ForGroup(ErrorModel error) {
  return {error.kind == ErrorModel::Kind::kExact ? ErrorModel::Kind::kValue : error.kind, kGroupError};
}

/// Draws what the amount may truly be. Built once for a model, used for many amounts.
class ErrorDraw {
 public:
  /// REQUIRES: 0 <= error.relative.
  explicit ErrorDraw(const ErrorModel& error);
  /// REQUIRES: amount >= 0.
  double operator()(double amount, Random& random) const;

 private:
  ErrorModel::Kind kind_;
  double sigma_;  // of the logarithm
};

/// The 5th and 95th percentile of draws: the ceil(p n)-th smallest. Missing if there are none.
/// Complexity  O(n).
std::optional<Interval> IntervalOf(std::span<const double> draws);

/// IntervalOf, widened where needed to hold the published value. The draws may lie wholly to one side of it: a count of
/// 0 has a posterior above 0 (the usual amendment of the Jeffreys interval), and parts without data are left out of a
/// published score but drawn.
/// Reference   Brown, Cai & DasGupta 2001, doi 10.1214/ss/1009213286, section 4.1.1.
std::optional<Interval> IntervalAround(double published, std::span<const double> draws);

}  // namespace tenon::econ

#endif  // TENON_ECON_AMOUNT_H_
