#include "econ/amount.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tenon::econ {

ErrorDraw::ErrorDraw(const ErrorModel& error)
    : kind_(error.kind), sigma_(std::sqrt(std::log1p(error.relative * error.relative))) {
  assert(error.relative >= 0);
}

double ErrorDraw::operator()(double amount, Random& random) const {
  assert(amount >= 0);
  if (kind_ == ErrorModel::Kind::kExact) return amount;
  const double drawn = kind_ == ErrorModel::Kind::kCount ? random.Gamma(amount + 0.5) : amount;
  if (sigma_ == 0 || drawn == 0) return drawn;
  return drawn * std::exp(sigma_ * (random.Normal() - 0.5 * sigma_));
}

std::optional<Interval> IntervalOf(std::span<const double> draws) {
  if (draws.empty()) return std::nullopt;
  std::vector<double> sorted(draws.begin(), draws.end());
  const auto place = [&](std::size_t percent) {
    return sorted.begin() + static_cast<std::ptrdiff_t>((percent * sorted.size() + 99) / 100 - 1);
  };
  std::nth_element(sorted.begin(), place(95), sorted.end());
  const double high = *place(95);
  std::nth_element(sorted.begin(), place(5), place(95) + 1);
  return Interval{*place(5), high};
}

std::optional<Interval> IntervalAround(double published, std::span<const double> draws) {
  std::optional<Interval> interval = IntervalOf(draws);
  if (interval) *interval = {std::min(published, interval->low), std::max(published, interval->high)};
  return interval;
}

}  // namespace tenon::econ
