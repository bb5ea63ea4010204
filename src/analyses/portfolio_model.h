#ifndef TENON_ANALYSES_PORTFOLIO_MODEL_H_
#define TENON_ANALYSES_PORTFOLIO_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyses/portfolio_budget.h"
#include "analyses/portfolio_candidates.h"
#include "plan/portfolio.h"

namespace tenon::analyses {

/// A row of project_rule.
struct ProjectRule {
  enum class Kind { kExcludes, kRequires, kFloor, kCeiling } kind = Kind::kExcludes;
  std::string project;  ///< or the group that a floor or ceiling is for
  std::string other;    ///< or what kind of group that is: "" where the name alone tells
  double amount = 0;
};

/// Errors  InvalidArgument: another rule; a second project or an amount is missing, or is negative.
Result<std::vector<ProjectRule>> ReadRules(const Question& question);

/// The problem of the kernel, and what its numbers stand for.
struct PortfolioModel {
  plan::PortfolioProblem problem;
  std::vector<std::size_t> project;  ///< of each of its projects: the index into Candidates::projects
  std::vector<double> cost;          ///< of each of its projects, over all years
  std::vector<double> low, high;     ///< of each of its reaches: the interval of the probability
  std::size_t budgets = 0;           ///< the first so many of its spendings are budgets
  std::vector<LeftOut> left_out;
  std::vector<std::string> warnings;

  /// All budgets together.
  double Budget() const;
  double CostOf(const plan::Choice& choice) const;
};

/// Leaves out what is not known (a project whose cost is missing, whatever requires it, a link without probability or
/// weight) and says so.
/// Errors  InvalidArgument: a rule about what is not there; a budget by years that lacks a year in which a project
///         costs, or meets a cost without a year.
Result<PortfolioModel> BuildModel(const Candidates& candidates, const std::vector<YearBudget>& budgets,
                                  const std::vector<ProjectRule>& rules);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PORTFOLIO_MODEL_H_
