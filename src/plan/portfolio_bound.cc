#include "plan/portfolio_bound.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

namespace tenon::plan {
namespace {

constexpr int kSweeps = 300;
constexpr int kSweepsPerBound = 10;

/// x, what it reaches, and the prices of the ceilings.
class Ascent {
 public:
  explicit Ascent(const PortfolioProblem& problem)
      : problem_(problem), costs_(problem.projects), banned_(problem.projects), x_(problem.projects) {
    const std::size_t targets = problem.weight.size();
    sum_.resize(targets);
    missed_.assign(targets, 1);
    mixture_.assign(targets, 0.5);
    for (const auto& reach : problem.reach) {
      rate_.push_back(ReachRate(reach.probability));
    }
    for (const PortfolioProblem::Spending& spending : problem.spending) {
      const double all = std::accumulate(spending.costs.begin(), spending.costs.end(), 0.0,
                                         [](double total, const auto& cost) { return total + cost.amount; });
      if (all <= spending.ceiling) continue;
      for (const auto& [project, amount] : spending.costs) {
        const auto i = static_cast<std::size_t>(project);
        if (amount > spending.ceiling * (1 + 1e-9)) banned_[i] = 1;
        if (amount > 0) costs_[i].emplace_back(ceilings_.size(), amount);
      }
      ceilings_.push_back(spending.ceiling);
    }
    price_.resize(ceilings_.size());
  }

  const std::vector<double>& x() const { return x_; }

  /// Begins at a choice, with the prices at which its dearest project is just worth its cost.
  void StartFrom(const Choice& choice) {
    for (std::size_t i = 0; i < problem_.projects; ++i) {
      if (choice[i] != 0 && banned_[i] == 0) Move(i, 1);
    }
    const std::vector<double> marginal = MarginalValues(problem_, choice);
    std::vector<double> value(ceilings_.size()), cost(ceilings_.size());
    for (std::size_t i = 0; i < problem_.projects; ++i) {
      if (choice[i] == 0) continue;
      for (const auto& [r, amount] : costs_[i]) {
        value[r] += marginal[i];
        cost[r] += amount;
      }
    }
    for (std::size_t r = 0; r < price_.size(); ++r) {
      price_[r] = cost[r] > 0 ? value[r] / cost[r] / 2 / static_cast<double>(price_.size()) : 0;
      if (price_[r] == 0) price_[r] = 1e-12;
    }
  }

  /// One step of every coordinate towards the best at the prices, then of the prices towards spending the ceilings.
  void Sweep(double smoothing, double speed) {
    smoothing_ = smoothing;
    for (std::size_t j = 0; j < sum_.size(); ++j) Mix(j);
    for (std::size_t i = 0; i < problem_.projects; ++i) {
      if (banned_[i] == 0) Step(i);
    }
    std::vector<double> spent(ceilings_.size());
    for (std::size_t i = 0; i < problem_.projects; ++i) {
      for (const auto& [r, amount] : costs_[i]) spent[r] += amount * x_[i];
    }
    for (std::size_t r = 0; r < price_.size(); ++r) {
      if (ceilings_[r] > 0) price_[r] *= std::exp(speed * std::clamp(spent[r] / ceilings_[r] - 1, -1.0, 1.0));
    }
  }

  /// The bound of the planes at x: with the prices of all ceilings but one, which is met as a knapsack; the best of
  /// them.
  double Bound() const {
    double planes = 0;
    for (std::size_t j = 0; j < sum_.size(); ++j) {
      // exp(-25) of each target's weight: what G of a certain project lacks.
      planes += problem_.weight[j] *
                (mixture_[j] * sum_[j] + (1 - mixture_[j]) * (1 - missed_[j]) + std::exp(-kMostReachRate));
    }
    std::vector<double> gradient(problem_.projects);
    for (std::size_t i = 0; i < problem_.projects; ++i) {
      gradient[i] = Gradient(i);
      planes -= gradient[i] * x_[i];
      if (banned_[i] != 0) gradient[i] = 0;
    }
    if (ceilings_.empty()) return planes + std::accumulate(gradient.begin(), gradient.end(), 0.0);
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t met = 0; met < ceilings_.size(); ++met) {
      double bound = planes;
      for (std::size_t r = 0; r < ceilings_.size(); ++r) bound += r == met ? 0 : price_[r] * ceilings_[r];
      std::vector<std::pair<double, double>> items;  // gain, cost
      for (std::size_t i = 0; i < problem_.projects; ++i) {
        double gain = gradient[i], cost = 0;
        for (const auto& [r, amount] : costs_[i]) {
          if (r == met) {
            cost += amount;
          } else {
            gain -= price_[r] * amount;
          }
        }
        if (gain > 0) items.emplace_back(gain, cost);
      }
      best = std::min(best, bound + FractionalKnapsack(std::move(items), ceilings_[met]));
    }
    return best;
  }

 private:
  static double FractionalKnapsack(std::vector<std::pair<double, double>> items, double ceiling) {
    std::ranges::sort(items, [](const auto& a, const auto& b) { return a.first * b.second > b.first * a.second; });
    double value = 0;
    for (const auto& [gain, cost] : items) {
      if (cost > ceiling) return value + (ceiling > 0 ? gain * ceiling / cost : 0);
      value += gain;
      ceiling -= cost;
    }
    return value;
  }

  std::size_t First(std::size_t i) const { return static_cast<std::size_t>(problem_.reach_start[i]); }

  double Gradient(std::size_t i) const {
    double gradient = 0;
    for (std::size_t r = First(i); r < First(i + 1); ++r) {
      const auto j = static_cast<std::size_t>(problem_.reach[r].target);
      gradient += problem_.weight[j] *
                  (mixture_[j] * problem_.reach[r].probability + (1 - mixture_[j]) * rate_[r] * missed_[j]);
    }
    return gradient;
  }

  /// A Newton step of one coordinate on what it is worth less what it costs.
  void Step(std::size_t i) {
    double slope = 0, curvature = 1e-12;
    for (std::size_t r = First(i); r < First(i + 1); ++r) {
      const auto j = static_cast<std::size_t>(problem_.reach[r].target);
      const double of_sum = problem_.reach[r].probability;
      const double of_rate = rate_[r] * missed_[j];
      const double mixture = mixture_[j];
      slope += problem_.weight[j] * (mixture * of_sum + (1 - mixture) * of_rate);
      curvature +=
          problem_.weight[j] * ((1 - mixture) * rate_[r] * of_rate +
                                mixture * (1 - mixture) / smoothing_ * (of_sum - of_rate) * (of_sum - of_rate));
    }
    for (const auto& [r, amount] : costs_[i]) slope -= price_[r] * amount;
    const double next = std::clamp(x_[i] + std::clamp(slope / curvature, -0.3, 0.3), 0.0, 1.0);
    if (next != x_[i]) Move(i, next);
  }

  void Move(std::size_t i, double next) {
    const double change = next - x_[i];
    x_[i] = next;
    for (std::size_t r = First(i); r < First(i + 1); ++r) {
      const auto j = static_cast<std::size_t>(problem_.reach[r].target);
      sum_[j] += problem_.reach[r].probability * change;
      missed_[j] *= std::exp(-rate_[r] * change);
      Mix(j);
    }
  }

  /// How much of the plane of S_j a mixture takes: nearly all where S_j is clearly the smaller.
  void Mix(std::size_t j) { mixture_[j] = 1 / (1 + std::exp((sum_[j] - (1 - missed_[j])) / smoothing_)); }

  const PortfolioProblem& problem_;
  std::vector<std::vector<std::pair<std::size_t, double>>> costs_;  ///< of each project: ceiling and amount
  std::vector<std::uint8_t> banned_;                                ///< dearer than a ceiling: never allowed
  std::vector<double> ceilings_, price_;
  std::vector<double> rate_;
  std::vector<double> x_, sum_, missed_, mixture_;
  double smoothing_ = 0.1;
};

}  // namespace

double ReachRate(double probability) {
  return probability < 1 ? std::min(kMostReachRate, -std::log1p(-probability)) : kMostReachRate;
}

PortfolioRelaxation RelaxPortfolio(const PortfolioProblem& problem, const Choice& choice, const Job& job) {
  const double value = PortfolioValue(problem, choice);
  PortfolioRelaxation relaxation{PortfolioValue(problem, Choice(problem.projects, 1)), {}};
  Ascent ascent(problem);
  ascent.StartFrom(choice);
  for (int sweep = 0; sweep < kSweeps && !job.cancelled() && relaxation.bound > value * (1 + 1e-7); ++sweep) {
    const double progress = static_cast<double>(sweep) / kSweeps;
    ascent.Sweep(0.1 * std::pow(0.01, progress), 0.5 * (1 - progress) + 0.02);
    if (sweep % kSweepsPerBound != kSweepsPerBound - 1) continue;
    relaxation.bound = std::min(relaxation.bound, ascent.Bound());
  }
  relaxation.part = ascent.x();
  return relaxation;
}

}  // namespace tenon::plan
