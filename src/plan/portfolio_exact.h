#ifndef TENON_PLAN_PORTFOLIO_EXACT_H_
#define TENON_PLAN_PORTFOLIO_EXACT_H_

#include "plan/portfolio.h"

namespace tenon::plan {

/// Branch and bound on tangents of 1 - exp(-y), refined at the points found until the gap closes. `start`: an allowed
/// choice to begin with, or empty. Errors  as SolvePortfolio.
Result<PortfolioPlan> ExactPortfolio(const PortfolioProblem& problem, const PortfolioOptions& options,
                                     const Choice& start, const Job& job);

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_EXACT_H_
