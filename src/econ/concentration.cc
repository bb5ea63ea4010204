#include "econ/concentration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tenon::econ {

double KnownOf(const Supply& supply) {
  double known = supply.own;
  for (const Amount& amount : supply.named) known += amount.value_or(0);
  return known;
}

double WholeOf(const Supply& supply) {
  const double whole = KnownOf(supply) + supply.residual;
  return supply.whole == Supply::Whole::kOne ? std::max(1.0, whole) : whole;
}

Result<Concentration> MeasureConcentration(const Supply& supply) {
  const auto usable = [](double amount) { return std::isfinite(amount) && amount >= 0; };
  if (!usable(supply.residual)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the residual is {}; allowed is 0 or more", supply.residual));
  }
  if (!usable(supply.own)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the own supply is {}; allowed is 0 or more", supply.own));
  }
  Concentration result;
  double squares = 0;
  double top = 0;
  for (std::size_t i = 0; i < supply.named.size(); ++i) {
    const Amount& amount = supply.named[i];
    if (!amount) {
      ++result.suppliers;
      continue;
    }
    if (!usable(*amount)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("the amount of supplier {} is {}; allowed is 0 or more, or missing", i, *amount));
    }
    if (*amount == 0) continue;
    ++result.suppliers;
    squares += *amount * *amount;
    if (*amount > top) {
      top = *amount;
      result.top = i;
    }
  }
  const double known = KnownOf(supply);
  if (known == 0) return result;
  const double whole = WholeOf(supply);
  const double rest = (whole - known) / whole;
  result.hhi = squares / (known * known);
  result.hhi_low = squares / (whole * whole);
  result.hhi_high = *result.hhi_low + rest * rest;
  result.covered_share = known / whole;
  result.top_share = top / known;
  return result;
}

}  // namespace tenon::econ
