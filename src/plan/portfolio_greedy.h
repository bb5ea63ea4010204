#ifndef TENON_PLAN_PORTFOLIO_GREEDY_H_
#define TENON_PLAN_PORTFOLIO_GREEDY_H_

#include <optional>

#include "plan/portfolio.h"

namespace tenon::plan {

/// A good allowed choice: floors first, then lazily by value per cost (the cost of a project is the largest part it
/// takes of any ceiling; prerequisites are bought with it), against the best single project so extended; then
/// exchanges of one project for others while they gain. Missing where the floors could not be met this way.
///
/// Complexity  O(pairs x re-evaluations); exchanges only while the problem has at most 200,000 pairs.
std::optional<Choice> GreedyPortfolio(const PortfolioProblem& problem, const Job& job);

/// A proven upper bound on the value of every allowed choice: the smallest found of
///   f(S) + the fractional knapsack of the marginal gains at S under one ceiling, for prefixes S of the choice by gain;
///   the linear bound of Frank-Wolfe steps on sum_j w_j (1 - exp(-sum_i a_ij x_i)), a = -log(1 - p), under one ceiling.
///
/// Complexity  O((pairs + projects log projects) x 100).
double PortfolioBound(const PortfolioProblem& problem, const Choice& choice, const Job& job);

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_GREEDY_H_
