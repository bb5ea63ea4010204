#ifndef TENON_PLAN_PORTFOLIO_EXACT_H_
#define TENON_PLAN_PORTFOLIO_EXACT_H_

#include <span>

#include "plan/portfolio.h"

namespace tenon::plan {

/// Branch and bound on tangents of 1 - exp(-y), refined at the points found until the gap closes. `start`: an allowed
/// choice to begin with, or empty; `part`: near the best of the relaxation, or empty. Errors  as SolvePortfolio.
Result<PortfolioPlan> ExactPortfolio(const PortfolioProblem& problem, const PortfolioOptions& options,
                                     const Choice& start, std::span<const double> part, const Job& job);

/// For each spending, what one more unit of it is worth where parts of projects may be paid for: the duals of the model
/// of ExactPortfolio without whole numbers, negative for a floor that costs. Empty where the time limit strikes or the
/// conditions cannot hold. Errors  as SolveMip.
Result<std::vector<double>> RelaxedPrices(const PortfolioProblem& problem, const PortfolioOptions& options,
                                          const Job& job);

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_EXACT_H_
