#include "plan/portfolio_exact.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "plan/mip.h"
#include "plan/portfolio_bound.h"

namespace tenon::plan {
namespace {

constexpr double kFinestGap = 1e-7;  // below it the solver's own tolerances of 1e-9 are in the way

/// The model: a column for each project, then one for each target that several projects reach (the part reached of what
/// all of them could reach). What a target that one project alone reaches is worth, stands with that project.
class TangentModel {
 public:
  explicit TangentModel(const PortfolioProblem& problem) : problem_(problem), reached_by_(problem.weight.size()) {
    for (std::size_t i = 0; i < problem.projects; ++i) {
      model_.AddColumn({});
      for (const auto& [target, probability] : problem.ReachOf(i)) {
        if (probability > 0) {
          reached_by_[static_cast<std::size_t>(target)].push_back({static_cast<std::int32_t>(i), probability});
        }
      }
    }
    AddConditions();
    for (std::size_t j = 0; j < reached_by_.size(); ++j) {
      const std::vector<Link>& links = reached_by_[j];
      if (links.empty() || problem.weight[j] == 0) continue;
      if (links.size() == 1) {
        model_.columns[static_cast<std::size_t>(links[0].project)].objective +=
            problem.weight[j] * links[0].probability;
        continue;
      }
      double missed = 1;
      for (const Link& link : links) missed *= 1 - link.probability;
      const double most = 1 - missed;
      const std::int32_t column = model_.AddColumn(
          {.objective = problem.weight[j] * most, .lower = 0, .upper = 1, .kind = ColumnKind::kContinuous});
      shared_.push_back({j, column, most});
      std::vector<MipModel::Term> sum = {{column, 1}};
      for (const Link& link : links) sum.push_back({link.project, -link.probability / most});
      model_.AddRow({.upper = 0, .condition = ""}, sum);
    }
    // Scaled, so that the solver's tolerances mean the same for large and for small stakes.
    for (const MipModel::Column& column : model_.columns) scale_ = std::max(scale_, column.objective);
    if (scale_ == 0) scale_ = 1;
    for (MipModel::Column& column : model_.columns) column.objective /= scale_;
  }

  MipModel& model() { return model_; }
  /// What one unit of the model's objective is worth.
  double scale() const { return scale_; }

  /// Of each spending, from the duals of the model's rows: spendings are its first rows.
  std::vector<double> PricesOf(const std::vector<double>& row_duals) const {
    std::vector<double> prices;
    for (std::size_t r = 0; r < problem_.spending.size(); ++r) {
      prices.push_back(row_duals[r] * scale_ / Largest(problem_.spending[r]));
    }
    return prices;
  }

  /// True where probabilities are 0 or 1: the model says what is true without a tangent.
  bool IsLinear() const {
    return std::ranges::all_of(problem_.reach,
                               [](const auto& reach) { return reach.probability == 0 || reach.probability == 1; });
  }

  /// A solution of the model for a choice: every target at its true probability.
  std::vector<double> StartFrom(const Choice& choice) const {
    std::vector<double> start(model_.columns.size());
    const std::vector<double> reached = ReachedProbability(problem_, choice);
    std::copy(choice.begin(), choice.end(), start.begin());
    for (const Shared& shared : shared_)
      start[static_cast<std::size_t>(shared.column)] = reached[shared.target] / shared.most;
    return start;
  }

  Choice ChoiceOf(const std::vector<double>& values) const {
    Choice choice(problem_.projects);
    for (std::size_t i = 0; i < problem_.projects; ++i) choice[i] = values[i] > 0.5 ? 1 : 0;
    return choice;
  }

  /// A tangent for each target at a point, parts of projects allowed: where the relaxation is at its best, few more are
  /// needed.
  void TouchAt(std::span<const double> part) {
    if (IsLinear()) return;
    for (const Shared& shared : shared_) {
      const double y = RateOf(shared, part);
      if (y > 0) AddTangent(shared, y);
    }
  }

  /// Cuts off a choice that the solver's tolerance let through: one project fewer of those that spend too much, or one
  /// more of the others where too little is spent. Returns how many conditions it breaks.
  std::size_t CutOffForbidden(const Choice& choice) {
    std::size_t cuts = 0;
    for (const PortfolioProblem::Spending& spending : problem_.spending) {
      const SpendingState state = StateOf(spending, choice);
      if (state == SpendingState::kKept) continue;
      std::vector<MipModel::Term> terms;
      for (const auto& [project, amount] : spending.costs) {
        const bool chosen = choice[static_cast<std::size_t>(project)] != 0;
        if (amount > 0 && chosen == (state == SpendingState::kAbove)) terms.push_back({project, 1});
      }
      MipModel::Row row{.condition = spending.condition};
      if (state == SpendingState::kAbove) {
        row.upper = static_cast<double>(terms.size()) - 1;
      } else {
        row.lower = 1;
      }
      model_.AddRow(row, terms);
      ++cuts;
    }
    return cuts;
  }

  /// Cuts off a point that promises more than is true: a tangent for each target at fault. Returns how many.
  std::size_t CutOff(const std::vector<double>& values, double tolerance) {
    std::size_t cuts = 0;
    for (const Shared& shared : shared_) {
      const double y = RateOf(shared, values);
      const double promised = values[static_cast<std::size_t>(shared.column)] * shared.most;
      if (promised > -std::expm1(-y) + tolerance * shared.most) {
        AddTangent(shared, y);
        ++cuts;
      }
    }
    return cuts;
  }

 private:
  struct Link {
    std::int32_t project;
    double probability;
  };
  struct Shared {
    std::size_t target;
    std::int32_t column;
    double most;  ///< probability that somebody reaches the target if all are paid for
  };

  double RateOf(const Shared& shared, std::span<const double> values) const {
    double y = 0;
    for (const Link& link : reached_by_[shared.target]) {
      y += ReachRate(link.probability) * values[static_cast<std::size_t>(link.project)];
    }
    return y;
  }

  /// z <= g(y0) + g'(y0) (y - y0) with g(y) = 1 - exp(-y), divided by the most that z can be. So no coefficient need
  /// lift the right side past that.
  void AddTangent(const Shared& shared, double y0) {
    const double slope = std::exp(-y0) / shared.most;
    const double constant = -std::expm1(-y0) / shared.most - slope * y0;
    double dropped = 0;
    std::vector<MipModel::Term> terms = {{shared.column, 1}};
    for (const Link& link : reached_by_[shared.target]) {
      const double coefficient = std::min(ReachRate(link.probability) * slope, std::max(0.0, 1 - constant));
      // What is smaller than this only troubles the solver; leaving z so much more room keeps the bound valid.
      if (coefficient < 1e-9) {
        dropped += coefficient;
      } else {
        terms.push_back({link.project, -coefficient});
      }
    }
    model_.AddRow({.upper = constant + dropped, .condition = ""}, terms);
  }

  void AddConditions() {
    for (const PortfolioProblem::Spending& spending : problem_.spending) {
      std::vector<MipModel::Term> terms;
      const double largest = Largest(spending);
      for (const auto& [project, amount] : spending.costs) terms.push_back({project, amount / largest});
      // Scaled, so that the solver's tolerance means the same for yuan and for million yuan.
      model_.AddRow({.lower = spending.floor > 0 ? spending.floor / largest : -kInfinity,
                     .upper = spending.ceiling / largest,
                     .condition = spending.condition},
                    terms);
    }
    for (const PortfolioProblem::Pair& pair : problem_.excludes) {
      model_.AddRow({.upper = 1, .condition = pair.condition},
                    std::vector<MipModel::Term>{{pair.project, 1}, {pair.other, 1}});
    }
    for (const PortfolioProblem::Pair& pair : problem_.prerequisites) {
      model_.AddRow({.upper = 0, .condition = pair.condition},
                    std::vector<MipModel::Term>{{pair.project, 1}, {pair.other, -1}});
    }
  }

  static double Largest(const PortfolioProblem::Spending& spending) {
    double largest = 0;
    for (const auto& cost : spending.costs) largest = std::max(largest, cost.amount);
    return largest == 0 ? 1 : largest;
  }

  const PortfolioProblem& problem_;
  std::vector<std::vector<Link>> reached_by_;
  std::vector<Shared> shared_;
  double scale_ = 0;
  MipModel model_;
};

/// Tangents where the relaxation without whole numbers promises too much: cheap, and most of the bound. Returns its
/// last solution.
Result<MipSolution> CutRelaxation(TangentModel& tangents, const MipOptions& options, const Job& job) {
  double last = kInfinity;
  for (int round = 0;; ++round) {
    MipModel relaxed = tangents.model();
    for (MipModel::Column& column : relaxed.columns) column.kind = ColumnKind::kContinuous;
    TENON_ASSIGN(MipSolution solution, SolveMip(relaxed, options, job));
    if (solution.status != MipStatus::kOptimal || round == 20 || solution.bound > last * (1 - 1e-4) ||
        tangents.CutOff(solution.values, 1e-4) == 0) {
      return solution;
    }
    last = solution.bound;
  }
}

}  // namespace

Result<PortfolioPlan> ExactPortfolio(const PortfolioProblem& problem, const PortfolioOptions& options,
                                     const Choice& start, std::span<const double> part, const Job& job) {
  const auto began = std::chrono::steady_clock::now();
  const auto time_left = [&] {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
    return options.time_limit_seconds - passed.count();
  };
  TangentModel tangents(problem);
  const double gap = std::max(options.relative_gap, kFinestGap);
  MipOptions solver{.relative_gap = tangents.IsLinear() ? gap : gap / 2,  // the other half is for tangents
                    .time_limit_seconds = options.time_limit_seconds,
                    .threads = options.threads,
                    .seed = options.seed,
                    .start = {}};
  if (!part.empty()) tangents.TouchAt(part);
  TENON_CHECK(CutRelaxation(tangents, solver, job));
  PortfolioPlan plan{.choice = start,
                     .value = start.empty() ? 0 : PortfolioValue(problem, start),
                     .bound = INFINITY,
                     .gap = INFINITY,
                     .status = PortfolioStatus::kTimeLimit,
                     .method = PortfolioMethod::kExact};
  while (time_left() > 0) {
    solver.time_limit_seconds = std::max(0.1, time_left());
    solver.start = plan.choice.empty() ? std::vector<double>{} : tangents.StartFrom(plan.choice);
    TENON_ASSIGN(const MipSolution solution, SolveMip(tangents.model(), solver, job));
    if (solution.status == MipStatus::kInfeasible)
      return std::unexpected(ExplainInfeasible(tangents.model(), solver, job));
    plan.bound = std::min(plan.bound, solution.bound * tangents.scale());
    std::size_t cuts = 0;
    if (!solution.values.empty()) {
      const Choice choice = tangents.ChoiceOf(solution.values);
      const double value = PortfolioValue(problem, choice);
      cuts = tangents.CutOffForbidden(choice);
      if (cuts == 0 && (plan.choice.empty() || value > plan.value)) {
        plan.choice = choice;
        plan.value = value;
      }
      cuts += tangents.CutOff(solution.values, 1e-9);
    }
    if (plan.choice.empty()) continue;
    plan.bound = std::max(plan.bound, plan.value);
    plan.gap = GapOf(plan.value, plan.bound);
    if (plan.gap <= gap || (cuts == 0 && solution.status == MipStatus::kOptimal)) {
      plan.status = PortfolioStatus::kOptimal;
      return plan;
    }
  }
  if (plan.choice.empty()) {
    return Fail(ErrorKind::kNotConverged, "no choice that satisfies all conditions was found in time; allow more time");
  }
  return plan;
}

Result<std::vector<double>> RelaxedPrices(const PortfolioProblem& problem, const PortfolioOptions& options,
                                          const Job& job) {
  TangentModel tangents(problem);
  const MipOptions solver{.time_limit_seconds = options.time_limit_seconds, .seed = options.seed, .start = {}};
  TENON_ASSIGN(const MipSolution solution, CutRelaxation(tangents, solver, job));
  if (solution.status != MipStatus::kOptimal) return std::vector<double>{};
  return tangents.PricesOf(solution.row_duals);
}

}  // namespace tenon::plan
