#ifndef TENON_ANALYSES_PORTFOLIO_SENSITIVITY_TABLES_H_
#define TENON_ANALYSES_PORTFOLIO_SENSITIVITY_TABLES_H_

#include <vector>

#include "analyses/analysis.h"
#include "analyses/portfolio_candidates.h"
#include "analyses/portfolio_model.h"
#include "plan/portfolio.h"

namespace tenon::analyses {

/// also, near, step, draws.
std::vector<Parameter> SensitivityParameters();
/// frontier, prices, near, regret: what a plan owes to its inputs. Each is empty unless --also names it.
std::vector<ResultTable> SensitivityTables();
/// Errors  those of plan/portfolio_sensitivity.h.
Result<std::vector<Table>> DescribeSensitivity(const Question& question, const Candidates& candidates,
                                               const PortfolioModel& model, const plan::PortfolioPlan& plan,
                                               const plan::PortfolioOptions& options);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PORTFOLIO_SENSITIVITY_TABLES_H_
