#ifndef TENON_ECON_CONCENTRATION_H_
#define TENON_ECON_CONCENTRATION_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "econ/amount.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Who supplies something, and how much each.
struct Supply {
  /// What the named amounts are parts of.
  enum class Whole {
    kSum,  ///< amounts (USD, tonnes): the whole is the named and the residual together
    kOne,  ///< shares of 1: what the named and the residual leave open is not covered either
  };
  std::vector<Amount> named;  ///< one for each named supplier; missing: it supplies, but nobody says how much
  double residual = 0;        ///< rows that name no supplier ("Various countries", "Other")
  double own = 0;  ///< what the buyer supplies to itself: part of the whole and of N, but no supplier (nobody can
                   ///< withhold it): its square is left out, and it is never the top
  Whole whole = Whole::kSum;
};

/// N of the docstring of MeasureConcentration: what is known, the named amounts and `own`.
double KnownOf(const Supply& supply);
/// W there: what a share is a share of.
double WholeOf(const Supply& supply);

/// How few supply it: the Herfindahl-Hirschman index over the named suppliers, and what is known of the rest.
struct Concentration {
  std::optional<double> hhi;  ///< sum of squared shares, renormalised over suppliers of known share; missing if none
  std::optional<double> hhi_low;    ///< the rest is infinitely many small suppliers
  std::optional<double> hhi_high;   ///< the rest is one further supplier
  double covered_share = 0;         ///< part of the whole that stands beside a name
  std::optional<std::size_t> top;   ///< index into Supply::named; the first of equals
  std::optional<double> top_share;  ///< renormalised like hhi
  std::size_t suppliers = 0;        ///< named suppliers with an amount above zero or of unknown share
};

/// Concentration of a supply.
///
///   s_i = a_i / N,  HHI = sum s_i^2;   bounds  sum (a_i / W)^2  and  that + ((W - N) / W)^2
///
/// N: sum of the known named amounts and `own`; W: the whole: N + residual, and for shares of 1 not less than 1. Shares
/// that sum to more than 1 (rounded percentages: 102 %) thus make their own whole and cover 1. Renormalising takes the
/// rest to be spread as the named suppliers are, so hhi may lie above hhi_high where little is covered: read it with
/// covered_share.
///
/// Units       shares and indices in 0..1.
/// Errors      InvalidArgument: an amount or the residual is negative or not finite.
/// Complexity  O(suppliers).
/// Reference   Hirschman 1964, American Economic Review 54(5) 761.
Result<Concentration> MeasureConcentration(const Supply& supply);

}  // namespace tenon::econ

#endif  // TENON_ECON_CONCENTRATION_H_
