#ifndef TENON_PLAN_PORTFOLIO_KNAPSACK_H_
#define TENON_PLAN_PORTFOLIO_KNAPSACK_H_

#include <optional>

#include "plan/portfolio.h"

namespace tenon::plan {

/// The best choice where the problem is a knapsack: no two projects reach one target, and there is one ceiling and no
/// other condition. Missing where it is none, or where the search grows past 10 million steps.
///
/// Complexity  O(projects log projects) and a search that is short unless gains and costs are nearly proportional.
/// Reference   Horowitz & Sahni 1974, doi 10.1145/321812.321823.
std::optional<Choice> KnapsackPortfolio(const PortfolioProblem& problem);

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_KNAPSACK_H_
