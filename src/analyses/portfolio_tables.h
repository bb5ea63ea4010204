#ifndef TENON_ANALYSES_PORTFOLIO_TABLES_H_
#define TENON_ANALYSES_PORTFOLIO_TABLES_H_

#include <vector>

#include "analyses/portfolio_candidates.h"
#include "analyses/portfolio_model.h"
#include "plan/portfolio.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// chosen, totals, uncovered, conditions, left_out: what a plan does.
std::vector<ResultTable> PlanTables();
std::vector<Table> DescribePlan(const Candidates& candidates, const PortfolioModel& model,
                                const plan::PortfolioPlan& plan);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PORTFOLIO_TABLES_H_
