#include "plan/portfolio_sensitivity.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "plan/portfolio_exact.h"

namespace tenon::plan {

Result<std::vector<FrontierPoint>> PortfolioFrontier(const PortfolioProblem& problem, std::size_t budgets,
                                                     std::span<const double> factors, const PortfolioPlan& plan,
                                                     const PortfolioOptions& options, const Job& job) {
  std::vector<FrontierPoint> points;
  for (const double factor : factors) {
    job.report(
        {"portfolio: frontier", static_cast<double>(points.size()), static_cast<double>(factors.size()), "plans"});
    PortfolioProblem other = problem;
    for (std::size_t b = 0; b < budgets; ++b) other.spending[b].ceiling *= factor;
    Result<PortfolioPlan> solved = factor == 1 ? plan : SolvePortfolio(other, options, job);
    if (!solved && solved.error().kind != ErrorKind::kInfeasible) return std::unexpected(solved.error());
    points.push_back({factor, solved ? std::optional(*std::move(solved)) : std::nullopt});
  }
  for (std::size_t k = 1; k < points.size(); ++k) {
    const auto &smaller = points[k - 1].plan, &larger = points[k].plan;
    if (smaller && larger && smaller->value > larger->value) {
      points[k].plan->choice = smaller->choice;
      points[k].plan->value = smaller->value;
    }
  }
  for (std::size_t k = points.size(); k-- > 1;) {
    if (points[k - 1].plan && points[k].plan) {
      points[k - 1].plan->bound = std::min(points[k - 1].plan->bound, points[k].plan->bound);
    }
  }
  for (FrontierPoint& point : points) {
    if (!point.plan) continue;
    point.plan->bound = std::max(point.plan->bound, point.plan->value);
    point.plan->gap = GapOf(point.plan->value, point.plan->bound);
    if (point.plan->gap <= options.relative_gap) point.plan->status = PortfolioStatus::kOptimal;
  }
  return points;
}

Result<BudgetPrice> PriceBudget(const PortfolioProblem& problem, std::size_t spending, double step,
                                const PortfolioPlan& plan, const PortfolioOptions& options, const Job& job) {
  PortfolioProblem larger = problem;
  larger.spending[spending].ceiling += step;
  TENON_ASSIGN(const PortfolioPlan solved, SolvePortfolio(larger, options, job));
  const double value = std::max(solved.value, plan.value);
  BudgetPrice price{.price = (value - plan.value) / step,
                    .low = std::max(0.0, (value - plan.bound) / step),
                    .high = (std::max(solved.bound, plan.value) - plan.value) / step,
                    .relaxed = {}};
  if (IsSmall(problem)) {
    TENON_ASSIGN(const std::vector<double> duals, RelaxedPrices(problem, options, job));
    if (!duals.empty()) price.relaxed = duals[spending];
  }
  return price;
}

std::string_view ToString(Necessity necessity) {
  switch (necessity) {
    case Necessity::kNeeded:
      return "needed";
    case Necessity::kReplaceable:
      return "replaceable";
    case Necessity::kUnknown:
      return "unknown";
  }
  return "";
}

Result<std::vector<WithoutProject>> FindNeeded(const PortfolioProblem& problem, const PortfolioPlan& plan, double near,
                                               const PortfolioOptions& options, const Job& job) {
  std::vector<WithoutProject> all;
  const auto chosen = static_cast<double>(std::ranges::count(plan.choice, 1));
  PortfolioProblem without = problem;
  without.spending.push_back({.condition = "", .costs = {}, .floor = 0, .ceiling = 0});
  // The best is worth between plan.value and plan.bound.
  const auto judge = [&](const PortfolioPlan& rest) {
    if (rest.bound < (1 - near) * plan.value) return Necessity::kNeeded;
    return rest.value >= (1 - near) * plan.bound ? Necessity::kReplaceable : Necessity::kUnknown;
  };
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (plan.choice[i] == 0) continue;
    job.report({"portfolio: near-optimal plans", static_cast<double>(all.size()), chosen, "projects"});
    without.spending.back().costs = {{static_cast<std::int32_t>(i), 1}};
    WithoutProject result{i, Necessity::kNeeded, std::nullopt, 0};
    PortfolioOptions how = options;
    if (options.method == PortfolioMethod::kAuto) how.method = PortfolioMethod::kGreedy;
    Result<PortfolioPlan> rest = SolvePortfolio(without, how, job);
    if (rest && judge(*rest) == Necessity::kUnknown && how.method != options.method && IsSmall(problem)) {
      how.method = PortfolioMethod::kExact;
      rest = SolvePortfolio(without, how, job);
    }
    if (!rest && rest.error().kind != ErrorKind::kInfeasible) return std::unexpected(rest.error());
    if (rest) result = {i, judge(*rest), rest->value, std::min(rest->bound, plan.bound)};
    all.push_back(result);
  }
  return all;
}

Result<std::vector<RegretDraw>> DrawRegret(const PortfolioProblem& problem, const InputIntervals& intervals,
                                           const Choice& choice, std::size_t draws, const PortfolioOptions& options,
                                           const Job& job) {
  std::vector<RegretDraw> all;
  PortfolioProblem drawn = problem;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    job.report({"portfolio: regret", static_cast<double>(draw), static_cast<double>(draws), "draws"});
    Random random(options.seed, draw);
    for (std::size_t r = 0; r < problem.reach.size(); ++r) {
      drawn.reach[r].probability = random.Uniform(intervals.probability_low[r], intervals.probability_high[r]);
    }
    for (std::size_t j = 0; j < problem.weight.size(); ++j) {
      drawn.weight[j] = random.Uniform(intervals.weight_low[j], intervals.weight_high[j]);
    }
    TENON_ASSIGN(const PortfolioPlan best, SolvePortfolio(drawn, options, job));
    const double value = PortfolioValue(drawn, choice);
    all.push_back({value, std::max(best.value, value), std::max(best.bound, value)});
  }
  return all;
}

}  // namespace tenon::plan
