#ifndef TENON_ANALYSES_PORTFOLIO_BUDGET_H_
#define TENON_ANALYSES_PORTFOLIO_BUDGET_H_

#include <optional>
#include <string>
#include <vector>

#include "tenon/error.h"

namespace tenon::analyses {

/// The money of one year, or of all years together.
struct YearBudget {
  std::optional<int> year;
  double amount = 0;

  /// "budget" or "budget of 2027"
  std::string Condition() const;
};

/// Reads "100", or "2027=50" and "2028=40": by year, ascending.
/// Errors  InvalidArgument: neither form, both, a year twice, a negative amount.
Result<std::vector<YearBudget>> ReadBudget(const std::vector<std::string>& parts);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PORTFOLIO_BUDGET_H_
