#ifndef TENON_PLAN_PORTFOLIO_BOUND_H_
#define TENON_PLAN_PORTFOLIO_BOUND_H_

#include <vector>

#include "plan/portfolio.h"

namespace tenon::plan {

/// a = -log(1 - p), at most 25: exp(-25), 1e-11 of the target's worth, is what a certain project leaves open instead of
/// nothing.
inline constexpr double kMostReachRate = 25;
double ReachRate(double probability);

/// The problem where parts of projects may be paid for.
struct PortfolioRelaxation {
  double bound = 0;          ///< proven: no allowed choice is worth more
  std::vector<double> part;  ///< of each project, 0..1; near the best of the relaxation
};

/// Bounds every allowed choice from above by the ceilings alone. The probability that target j is reached is at most
///   S_j = sum_i p_ij x_i   and   G_j = 1 - exp(-sum_i a_ij x_i), a = -log(1 - p);
/// both are concave in x, so that at any x any mixture of their tangent planes bounds what every choice is worth, and
/// its best choice under the ceilings is a fractional knapsack. x comes from coordinate ascent on a smoothed minimum of
/// the two, with a price for each ceiling; whatever x is, the bound holds.
///
/// Complexity  O((pairs + projects log projects) x 300).
PortfolioRelaxation RelaxPortfolio(const PortfolioProblem& problem, const Choice& choice, const Job& job);

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_BOUND_H_
