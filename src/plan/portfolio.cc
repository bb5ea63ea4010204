#include "plan/portfolio.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "plan/portfolio_bound.h"
#include "plan/portfolio_exact.h"
#include "plan/portfolio_exchange.h"
#include "plan/portfolio_greedy.h"
#include "plan/portfolio_knapsack.h"

namespace tenon::plan {
namespace {

Status CheckReach(const PortfolioProblem& problem) {
  if (problem.reach_start.size() != problem.projects + 1 || problem.reach_start.front() != 0 ||
      problem.reach_start.back() != static_cast<std::int64_t>(problem.reach.size()) ||
      !std::ranges::is_sorted(problem.reach_start)) {
    return Fail(ErrorKind::kInvalidArgument, "the list of what projects reach does not fit their number");
  }
  for (const double weight : problem.weight) {
    if (!(weight >= 0) || !std::isfinite(weight)) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("a target is worth {}; allowed: 0 or more", weight));
    }
  }
  std::vector<std::size_t> last(problem.weight.size(), problem.projects);
  for (std::size_t i = 0; i < problem.projects; ++i) {
    for (const auto& [target, probability] : problem.ReachOf(i)) {
      if (target < 0 || static_cast<std::size_t>(target) >= problem.weight.size()) {
        return Fail(ErrorKind::kInvalidArgument, fmt::format("project {} reaches a target that is not there", i));
      }
      if (!(probability >= 0 && probability <= 1)) {
        return Fail(ErrorKind::kInvalidArgument,
                    fmt::format("a probability of project {} is {}; allowed: 0 to 1", i, probability));
      }
      if (std::exchange(last[static_cast<std::size_t>(target)], i) == i) {
        return Fail(ErrorKind::kInvalidArgument, fmt::format("project {} names target {} twice", i, target));
      }
    }
  }
  return {};
}

Status CheckSpending(const PortfolioProblem& problem) {
  for (const PortfolioProblem::Spending& spending : problem.spending) {
    if (!(spending.floor <= spending.ceiling) || !(spending.ceiling >= 0)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("{}: at least {} and at most {}", spending.condition, spending.floor, spending.ceiling));
    }
    for (const auto& [project, amount] : spending.costs) {
      if (project < 0 || static_cast<std::size_t>(project) >= problem.projects) {
        return Fail(ErrorKind::kInvalidArgument,
                    fmt::format("{} names a project that is not there", spending.condition));
      }
      if (!(amount >= 0) || !std::isfinite(amount)) {
        return Fail(ErrorKind::kInvalidArgument,
                    fmt::format("{}: project {} costs {}; allowed: 0 or more", spending.condition, project, amount));
      }
    }
  }
  return {};
}

/// Kahn's order of the prerequisites; what is left over stands on a cycle.
Status CheckPrerequisites(const PortfolioProblem& problem) {
  for (const auto* pairs : {&problem.excludes, &problem.prerequisites}) {
    for (const PortfolioProblem::Pair& pair : *pairs) {
      if (pair.project < 0 || pair.other < 0 || static_cast<std::size_t>(pair.project) >= problem.projects ||
          static_cast<std::size_t>(pair.other) >= problem.projects || pair.project == pair.other) {
        return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is no rule between two projects (numbers {} and {})",
                                                             pair.condition, pair.project, pair.other));
      }
    }
  }
  std::vector<std::vector<std::int32_t>> dependants(problem.projects);
  std::vector<int> open(problem.projects);
  for (const PortfolioProblem::Pair& pair : problem.prerequisites) {
    dependants[static_cast<std::size_t>(pair.other)].push_back(pair.project);
    ++open[static_cast<std::size_t>(pair.project)];
  }
  std::vector<std::int32_t> ready;
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (open[i] == 0) ready.push_back(static_cast<std::int32_t>(i));
  }
  std::size_t done = 0;
  while (!ready.empty()) {
    const std::int32_t project = ready.back();
    ready.pop_back();
    ++done;
    for (const std::int32_t dependant : dependants[static_cast<std::size_t>(project)]) {
      if (--open[static_cast<std::size_t>(dependant)] == 0) ready.push_back(dependant);
    }
  }
  if (done == problem.projects) return {};
  std::vector<std::string> cycle;
  for (const PortfolioProblem::Pair& pair : problem.prerequisites) {
    if (open[static_cast<std::size_t>(pair.project)] > 0 && open[static_cast<std::size_t>(pair.other)] > 0 &&
        cycle.size() < 10) {
      cycle.push_back(pair.condition);
    }
  }
  return Fail(ErrorKind::kInvalidArgument, fmt::format("prerequisites run in a circle: {}", fmt::join(cycle, "; ")));
}

/// Takes out what adds nothing, the dearest first, where every condition still holds without.
void DropIdle(const PortfolioProblem& problem, Choice& choice) {
  std::vector<double> cost(problem.projects);
  for (const PortfolioProblem::Spending& spending : problem.spending) {
    for (const auto& [project, amount] : spending.costs) cost[static_cast<std::size_t>(project)] += amount;
  }
  for (Choice tried(problem.projects);;) {
    const std::vector<double> marginal = MarginalValues(problem, choice);
    std::size_t idle = problem.projects;
    for (std::size_t i = 0; i < problem.projects; ++i) {
      if (choice[i] == 0 || tried[i] != 0 || marginal[i] > 0) continue;
      if (idle == problem.projects || cost[i] > cost[idle]) idle = i;
    }
    if (idle == problem.projects) return;
    tried[idle] = 1;
    choice[idle] = 0;
    if (!IsAllowed(problem, choice)) choice[idle] = 1;
  }
}

/// The better of two choices, each made better by exchanges: by greed, and by the relaxation.
Choice BestOf(const PortfolioProblem& problem, const Choice& greedy, const PortfolioRelaxation& relaxation,
              const PortfolioOptions& options, const Job& job) {
  Choice best = greedy;
  const Choice none(problem.projects);
  for (const auto& [start, part] :
       {std::pair(&greedy, std::span<const double>{}), std::pair(&none, std::span<const double>(relaxation.part))}) {
    const double value = PortfolioValue(problem, best);
    if (value >= relaxation.bound * (1 - 1e-9)) break;
    Choice exchanged = ExchangeProjects(problem, *start, part, options.seed, job);
    if (PortfolioValue(problem, exchanged) > value && IsAllowed(problem, exchanged)) best = std::move(exchanged);
  }
  return best;
}

}  // namespace

Status CheckPortfolio(const PortfolioProblem& problem) {
  TENON_CHECK(CheckReach(problem));
  TENON_CHECK(CheckSpending(problem));
  return CheckPrerequisites(problem);
}

std::vector<double> ReachedProbability(const PortfolioProblem& problem, const Choice& choice) {
  std::vector<double> missed(problem.weight.size(), 1.0);
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (choice[i] == 0) continue;
    for (const auto& [target, probability] : problem.ReachOf(i)) {
      missed[static_cast<std::size_t>(target)] *= 1 - probability;
    }
  }
  for (double& probability : missed) probability = 1 - probability;
  return missed;
}

double PortfolioValue(const PortfolioProblem& problem, const Choice& choice) {
  const std::vector<double> reached = ReachedProbability(problem, choice);
  double value = 0;
  for (std::size_t j = 0; j < reached.size(); ++j) value += problem.weight[j] * reached[j];
  return value;
}

std::vector<double> MarginalValues(const PortfolioProblem& problem, const Choice& choice) {
  // What others leave open: the product without the project itself. Divided out where that is exact enough, multiplied
  // anew where the project reaches a target for certain.
  std::vector<double> missed(problem.weight.size(), 1.0);
  std::vector<int> certain(problem.weight.size());
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (choice[i] == 0) continue;
    for (const auto& [target, probability] : problem.ReachOf(i)) {
      const auto j = static_cast<std::size_t>(target);
      if (probability == 1) {
        ++certain[j];
      } else {
        missed[j] *= 1 - probability;
      }
    }
  }
  std::vector<double> marginal(problem.projects);
  for (std::size_t i = 0; i < problem.projects; ++i) {
    for (const auto& [target, probability] : problem.ReachOf(i)) {
      const auto j = static_cast<std::size_t>(target);
      const int others = certain[j] - (choice[i] != 0 && probability == 1 ? 1 : 0);
      if (others > 0) continue;
      const double open = choice[i] != 0 && probability < 1 ? missed[j] / (1 - probability) : missed[j];
      marginal[i] += problem.weight[j] * open * probability;
    }
  }
  return marginal;
}

SpendingState StateOf(const PortfolioProblem::Spending& spending, const Choice& choice) {
  double spent = 0;
  for (const auto& [project, amount] : spending.costs) {
    spent += choice[static_cast<std::size_t>(project)] != 0 ? amount : 0;
  }
  const double tolerance = 1e-9 * std::max(1.0, spent);
  if (spent > spending.ceiling + tolerance) return SpendingState::kAbove;
  return spent < spending.floor - tolerance ? SpendingState::kBelow : SpendingState::kKept;
}

bool IsAllowed(const PortfolioProblem& problem, const Choice& choice) {
  const auto chosen = [&](std::int32_t project) { return choice[static_cast<std::size_t>(project)] != 0; };
  return std::ranges::all_of(problem.spending,
                             [&](const auto& spending) { return StateOf(spending, choice) == SpendingState::kKept; }) &&
         std::ranges::none_of(problem.excludes,
                              [&](const auto& pair) { return chosen(pair.project) && chosen(pair.other); }) &&
         std::ranges::none_of(problem.prerequisites,
                              [&](const auto& pair) { return chosen(pair.project) && !chosen(pair.other); });
}

bool IsSmall(const PortfolioProblem& problem) { return problem.projects <= 2'000 && problem.reach.size() <= 200'000; }

double GapOf(double value, double bound) {
  constexpr double kNothing = 1e-9;
  if (value > 0) return (bound - value) / value;
  return bound > kNothing ? std::numeric_limits<double>::infinity() : 0;
}

std::string_view ToString(PortfolioStatus status) {
  switch (status) {
    case PortfolioStatus::kOptimal:
      return "optimal";
    case PortfolioStatus::kTimeLimit:
      return "time_limit";
    case PortfolioStatus::kHeuristic:
      return "heuristic";
  }
  return "";
}

Result<PortfolioPlan> SolvePortfolio(const PortfolioProblem& problem, const PortfolioOptions& options, const Job& job) {
  TENON_CHECK(CheckPortfolio(problem));
  if (options.method == PortfolioMethod::kAuto) {
    if (const std::optional<Choice> best = KnapsackPortfolio(problem)) {
      const double value = PortfolioValue(problem, *best);
      return PortfolioPlan{
          *best, value, value * (1 + 1e-12), 1e-12, PortfolioStatus::kOptimal, PortfolioMethod::kExact};
    }
  }
  const std::optional<Choice> greedy = GreedyPortfolio(problem, job);
  if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
  const bool small = IsSmall(problem);
  PortfolioPlan plan{.choice = {}, .value = 0, .bound = 0, .gap = 0, .status = {}, .method = PortfolioMethod::kGreedy};
  PortfolioRelaxation relaxation;
  if (greedy) {
    relaxation = RelaxPortfolio(problem, *greedy, job);
    plan.choice = BestOf(problem, *greedy, relaxation, options, job);
    plan.value = PortfolioValue(problem, plan.choice);
    plan.bound = std::max(plan.value, relaxation.bound);
    plan.gap = GapOf(plan.value, plan.bound);
    plan.status = plan.gap <= options.relative_gap ? PortfolioStatus::kOptimal : PortfolioStatus::kHeuristic;
    if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
    const bool is_proven = plan.status == PortfolioStatus::kOptimal;
    if (options.method == PortfolioMethod::kGreedy ||
        (options.method == PortfolioMethod::kAuto && (!small || is_proven))) {
      if (small) DropIdle(problem, plan.choice);
      return plan;
    }
  }
  TENON_ASSIGN(PortfolioPlan exact, ExactPortfolio(problem, options, plan.choice, relaxation.part, job));
  if (greedy && plan.bound < exact.bound) {
    exact.bound = std::max(exact.value, plan.bound);
    exact.gap = GapOf(exact.value, exact.bound);
    if (exact.gap <= options.relative_gap) exact.status = PortfolioStatus::kOptimal;
  }
  DropIdle(problem, exact.choice);
  return exact;
}

}  // namespace tenon::plan
