#include "plan/portfolio_exchange.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "base/random.h"

namespace tenon::plan {
namespace {

constexpr double kTolerance = 1e-9;
constexpr double kSteps = 1e8;
constexpr double kMostExchanges = 4000;

/// A choice with the gain of every project, kept up to date as projects come and go.
class Exchange {
 public:
  explicit Exchange(const PortfolioProblem& problem)
      : problem_(problem),
        spending_of_(problem.projects),
        needs_(problem.projects),
        needed_by_(problem.projects),
        excludes_(problem.projects),
        cost_(problem.projects),
        choice_(problem.projects),
        barred_(problem.projects),
        spent_(problem.spending.size()),
        missed_(problem.weight.size(), 1.0),
        gain_(MarginalValues(problem, Choice(problem.projects))) {
    for (std::size_t r = 0; r < problem.spending.size(); ++r) {
      for (const auto& [project, amount] : problem.spending[r].costs) {
        const auto i = static_cast<std::size_t>(project);
        if (amount == 0) continue;
        spending_of_[i].emplace_back(r, amount);
        cost_[i] = std::max(cost_[i], amount / problem.spending[r].ceiling);
      }
    }
    for (const auto& pair : problem.prerequisites) {
      needs_[static_cast<std::size_t>(pair.project)].push_back(static_cast<std::size_t>(pair.other));
      needed_by_[static_cast<std::size_t>(pair.other)].push_back(static_cast<std::size_t>(pair.project));
    }
    for (const auto& pair : problem.excludes) {
      excludes_[static_cast<std::size_t>(pair.project)].push_back(static_cast<std::size_t>(pair.other));
      excludes_[static_cast<std::size_t>(pair.other)].push_back(static_cast<std::size_t>(pair.project));
    }
    reached_start_.assign(problem.weight.size() + 1, 0);
    for (const auto& reach : problem.reach) ++reached_start_[static_cast<std::size_t>(reach.target) + 1];
    std::partial_sum(reached_start_.begin(), reached_start_.end(), reached_start_.begin());
    reached_by_.resize(problem.reach.size());
    std::vector<std::size_t> next(reached_start_.begin(), reached_start_.end() - 1);
    for (std::size_t i = 0; i < problem.projects; ++i) {
      for (const auto& [target, probability] : problem.ReachOf(i)) {
        reached_by_[next[static_cast<std::size_t>(target)]++] = {i, probability};
      }
    }
  }

  const Choice& choice() const { return choice_; }
  double value() const { return value_; }

  void Toggle(std::size_t project) {
    choice_[project] ^= 1;
    log_.push_back(project);
    for (const auto& [row, amount] : spending_of_[project]) spent_[row] += choice_[project] != 0 ? amount : -amount;
    for (const auto& reach : problem_.ReachOf(project)) {
      const auto j = static_cast<std::size_t>(reach.target);
      double missed = 1;
      for (const auto& [other, probability] : ReachedBy(j)) missed *= choice_[other] != 0 ? 1 - probability : 1;
      const double change = problem_.weight[j] * (missed - std::exchange(missed_[j], missed));
      value_ -= change;
      for (const auto& [other, probability] : ReachedBy(j)) gain_[other] += change * probability;
    }
  }

  /// Adds those of the largest part that fit.
  void Add(std::span<const double> part) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (part[i] > 0.01) order.push_back(i);
    }
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return part[i]; });
    for (const std::size_t i : order) {
      if (Fits(i)) Toggle(i);
    }
  }

  /// Adds what gains most for its cost to the power `thrift`, while anything fits.
  void Fill(double thrift) {
    for (;;) {
      std::size_t best = problem_.projects;
      double best_score = 0;
      for (std::size_t i = 0; i < problem_.projects; ++i) {
        if (choice_[i] != 0 || barred_[i] != 0 || !(gain_[i] > 1e-12 * value_)) continue;
        const double score =
            thrift == 0 ? gain_[i] : gain_[i] / std::max(thrift == 1 ? cost_[i] : std::sqrt(cost_[i]), 1e-12);
        if (score > best_score && Fits(i)) {
          best_score = score;
          best = i;
        }
      }
      if (best == problem_.projects) return;
      Toggle(best);
    }
  }

  bool CanGo(std::size_t project) const {
    return choice_[project] != 0 &&
           std::ranges::none_of(needed_by_[project], [&](std::size_t dependant) { return choice_[dependant] != 0; });
  }

  bool MeetsFloors() const {
    for (std::size_t r = 0; r < spent_.size(); ++r) {
      if (spent_[r] < problem_.spending[r].floor * (1 - kTolerance)) return false;
    }
    return true;
  }

  /// A chosen project that reaches one of the same targets, or the project itself.
  std::size_t Neighbour(std::size_t project, Random& random) const {
    const auto reaches = problem_.ReachOf(project);
    if (reaches.empty()) return project;
    const auto target = static_cast<std::size_t>(reaches[random.Below(reaches.size())].target);
    const auto others = ReachedBy(target);
    const std::size_t first = random.Below(others.size());
    for (std::size_t k = 0; k < others.size(); ++k) {
      const std::size_t other = others[(first + k) % others.size()].first;
      if (other != project && choice_[other] != 0) return other;
    }
    return project;
  }

  void Bar(std::size_t project, bool is_barred) { barred_[project] = is_barred ? 1 : 0; }
  void Keep() { log_.clear(); }
  void GoBack() {
    const std::vector<std::size_t> log = std::exchange(log_, {});
    for (std::size_t k = log.size(); k-- > 0;) Toggle(log[k]);
    log_.clear();
  }

 private:
  using Link = std::pair<std::size_t, double>;  // project, probability

  std::span<const Link> ReachedBy(std::size_t target) const {
    return std::span(reached_by_).subspan(reached_start_[target], reached_start_[target + 1] - reached_start_[target]);
  }

  bool Fits(std::size_t project) const {
    for (const auto& [row, amount] : spending_of_[project]) {
      if (spent_[row] + amount > problem_.spending[row].ceiling * (1 + kTolerance)) return false;
    }
    const auto chosen = [&](std::size_t other) { return choice_[other] != 0; };
    return std::ranges::all_of(needs_[project], chosen) && std::ranges::none_of(excludes_[project], chosen);
  }

  const PortfolioProblem& problem_;
  std::vector<std::vector<std::pair<std::size_t, double>>> spending_of_;
  std::vector<std::vector<std::size_t>> needs_, needed_by_, excludes_;
  std::vector<double> cost_;
  std::vector<std::size_t> reached_start_;
  std::vector<Link> reached_by_;
  Choice choice_, barred_;
  std::vector<double> spent_, missed_, gain_;
  std::vector<std::size_t> log_;
  double value_ = 0;
};

}  // namespace

Choice ExchangeProjects(const PortfolioProblem& problem, const Choice& start, std::span<const double> part,
                        std::uint32_t seed, const Job& job) {
  Exchange exchange(problem);
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (start[i] != 0) exchange.Toggle(i);
  }
  exchange.Add(part);
  exchange.Fill(1);
  exchange.Keep();
  double value = exchange.value();

  Random random(seed);
  const double most = std::min(kMostExchanges, kSteps / static_cast<double>(4 * problem.projects + 1));
  std::vector<std::size_t> chosen, out;
  bool is_new = true;
  for (int k = 0; k < static_cast<int>(most) && !job.cancelled(); ++k) {
    if (std::exchange(is_new, false)) {
      chosen.clear();
      for (std::size_t i = 0; i < problem.projects; ++i) {
        if (exchange.choice()[i] != 0) chosen.push_back(i);
      }
      if (chosen.empty()) break;
    }
    out.clear();
    const std::size_t size = 1 + random.Below(4);
    for (std::size_t n = 0; n < size; ++n) {
      const bool far = out.empty() || random.Uniform() < 0.3;
      const std::size_t next = far ? chosen[random.Below(chosen.size())] : exchange.Neighbour(out.back(), random);
      if (!exchange.CanGo(next)) continue;
      exchange.Toggle(next);
      out.push_back(next);
    }
    if (out.empty()) continue;
    // Without the bar what went out would come back at once.
    exchange.Bar(out.front(), true);
    exchange.Fill(0.5 * static_cast<double>(random.Below(3)));
    exchange.Bar(out.front(), false);
    exchange.Fill(1);
    if (exchange.value() > value * (1 + 1e-12) && exchange.MeetsFloors()) {
      value = exchange.value();
      exchange.Keep();
      is_new = true;
    } else {
      exchange.GoBack();
    }
  }
  return exchange.choice();
}

}  // namespace tenon::plan
