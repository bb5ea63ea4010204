#ifndef TENON_PLAN_PORTFOLIO_EXCHANGE_H_
#define TENON_PLAN_PORTFOLIO_EXCHANGE_H_

#include <cstdint>
#include <span>

#include "plan/portfolio.h"

namespace tenon::plan {

/// Makes an allowed choice better: takes a few projects out, buys the best of the others for what they cost, and keeps
/// what gained. Begins at `start` with the projects of the largest `part` added while they fit (none: empty).
///
/// Shape       never worth less than `start`, and allowed if that is.
/// Complexity  at most about 10^8 steps of constant time.
/// Reference   Shaw 1998, doi 10.1007/3-540-49481-2_30 (large neighbourhoods).
Choice ExchangeProjects(const PortfolioProblem& problem, const Choice& start, std::span<const double> part,
                        std::uint32_t seed, const Job& job);

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_EXCHANGE_H_
