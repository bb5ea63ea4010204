#include "econ/concentration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tenon::econ {

Result<Concentration> MeasureConcentration(const Supply& supply) {
  const auto usable = [](double amount) { return std::isfinite(amount) && amount >= 0; };
  if (!usable(supply.residual)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the residual is {}; allowed is 0 or more", supply.residual));
  }
  Concentration result;
  double named = 0;
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
    named += *amount;
    squares += *amount * *amount;
    if (*amount > top) {
      top = *amount;
      result.top = i;
    }
  }
  if (named == 0) return result;
  double whole = named + supply.residual;
  if (supply.whole == Supply::Whole::kOne) whole = std::max(1.0, whole);
  const double rest = (whole - named) / whole;
  result.hhi = squares / (named * named);
  result.hhi_low = squares / (whole * whole);
  result.hhi_high = *result.hhi_low + rest * rest;
  result.covered_share = named / whole;
  result.top_share = top / named;
  return result;
}

}  // namespace tenon::econ
