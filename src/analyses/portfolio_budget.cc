#include "analyses/portfolio_budget.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>

#include "fmt/format.h"

namespace tenon::analyses {
namespace {

template <class Number>
std::optional<Number> ReadNumber(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string YearBudget::Condition() const { return year ? fmt::format("budget of {}", *year) : "budget"; }

Result<std::vector<YearBudget>> ReadBudget(const std::vector<std::string>& parts) {
  std::vector<YearBudget> budgets;
  for (const std::string& part : parts) {
    const std::size_t equals = part.find('=');
    YearBudget budget;
    if (equals != std::string::npos) budget.year = ReadNumber<int>(std::string_view(part).substr(0, equals));
    const auto amount = ReadNumber<double>(std::string_view(part).substr(equals == std::string::npos ? 0 : equals + 1));
    const bool is_year = equals == std::string::npos || (budget.year && *budget.year >= 1500 && *budget.year <= 2100);
    if (!amount || !std::isfinite(*amount) || !is_year || (equals == std::string::npos && parts.size() > 1)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("'{}' is no budget; allowed: one amount (100), or one for each year (2027=50,2028=40), "
                              "without signs between thousands",
                              part),
                  "--budget");
    }
    if (*amount < 0) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("a budget of {}; allowed: 0 or more", *amount), "--budget");
    }
    budget.amount = *amount;
    budgets.push_back(budget);
  }
  if (budgets.empty()) return Fail(ErrorKind::kInvalidArgument, "no budget is given", "--budget");
  std::ranges::sort(budgets, {}, &YearBudget::year);
  const auto twice = std::ranges::adjacent_find(budgets, {}, &YearBudget::year);
  if (twice != budgets.end()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} is given twice", twice->Condition()), "--budget");
  }
  return budgets;
}

}  // namespace tenon::analyses
