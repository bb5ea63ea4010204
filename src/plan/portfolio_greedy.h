#ifndef TENON_PLAN_PORTFOLIO_GREEDY_H_
#define TENON_PLAN_PORTFOLIO_GREEDY_H_

#include <optional>

#include "plan/portfolio.h"

namespace tenon::plan {

/// A good allowed choice: floors first, then lazily by value per cost (the cost of a project is the largest part it
/// takes of any ceiling; prerequisites are bought with it), against the best single project so extended. Missing where
/// the floors could not be met this way.
///
/// Complexity  O(pairs x re-evaluations).
std::optional<Choice> GreedyPortfolio(const PortfolioProblem& problem, const Job& job);

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_GREEDY_H_
