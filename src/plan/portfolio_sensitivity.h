#ifndef TENON_PLAN_PORTFOLIO_SENSITIVITY_H_
#define TENON_PLAN_PORTFOLIO_SENSITIVITY_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "plan/portfolio.h"

namespace tenon::plan {

// What a plan owes to its inputs. `budgets`: the first so many spendings of the problem are its budgets.

struct FrontierPoint {
  double factor = 1;                  ///< every budget times this
  std::optional<PortfolioPlan> plan;  ///< missing: the conditions cannot hold under such budgets
};

/// The best plans under larger and smaller budgets. `plan` is that of factor 1.
///
/// Shape       as `factors`. Value and bound never fall as budgets grow: a plan that fits a smaller budget fits a
/// larger
///             one, and a bound of a larger one holds for a smaller.
/// REQUIRES    factors ascend. Errors  as SolvePortfolio; Infeasible is a missing plan.
Result<std::vector<FrontierPoint>> PortfolioFrontier(const PortfolioProblem& problem, std::size_t budgets,
                                                     std::span<const double> factors, const PortfolioPlan& plan,
                                                     const PortfolioOptions& options, const Job& job = {});

/// What one more unit of a budget is worth.
struct BudgetPrice {
  double price = 0;               ///< (value with the step - value) / step
  double low = 0;                 ///< proven: at least (value with the step - bound) / step
  double high = 0;                ///< proven: at most (bound with the step - value) / step
  std::optional<double> relaxed;  ///< dual of the budget where parts of projects may be paid for; missing: too large
};

/// The price of budget `spending`, by a step. REQUIRES  step > 0. Errors  as SolvePortfolio.
Result<BudgetPrice> PriceBudget(const PortfolioProblem& problem, std::size_t spending, double step,
                                const PortfolioPlan& plan, const PortfolioOptions& options, const Job& job = {});

enum class Necessity {
  kNeeded,       ///< proven: in every plan within `near` of the best
  kReplaceable,  ///< proven: a plan without it is within `near` of the best
  kUnknown,      ///< value and bound without it do not decide
};
/// "needed", "replaceable", "unknown"
std::string_view ToString(Necessity necessity);

struct WithoutProject {
  std::size_t project = 0;
  Necessity necessity = Necessity::kUnknown;
  std::optional<double> value;  ///< of the best plan found without it; missing: there is none
  double bound = 0;             ///< no plan without it is worth more
};

/// For each chosen project, whether every plan worth at least (1 - near) of the best has it: it is forced out, and
/// value and bound of what remains are compared. Greedy first, exact only where that does not decide.
///
/// Shape       one for each chosen project, ascending. Errors  as SolvePortfolio.
/// Complexity  one or two solves for each chosen project.
Result<std::vector<WithoutProject>> FindNeeded(const PortfolioProblem& problem, const PortfolioPlan& plan, double near,
                                               const PortfolioOptions& options, const Job& job = {});

/// Intervals of the inputs: [reach], [reach], [target], [target].
struct InputIntervals {
  std::span<const double> probability_low, probability_high, weight_low, weight_high;
};
/// One draw of the inputs, uniform and independent within their intervals.
struct RegretDraw {
  double value = 0;  ///< of the plan, were the inputs so
  double best = 0;   ///< of the best plan found for these inputs
  double bound = 0;  ///< no plan is worth more
};

/// What the choice forgoes if the inputs lie elsewhere in their intervals.
///
/// Shape       one for each draw, in the order of the draws. Errors  as SolvePortfolio.
/// Complexity  one solve for each draw.
Result<std::vector<RegretDraw>> DrawRegret(const PortfolioProblem& problem, const InputIntervals& intervals,
                                           const Choice& choice, std::size_t draws, const PortfolioOptions& options,
                                           const Job& job = {});

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_SENSITIVITY_H_
