#include "plan/portfolio_greedy.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>
#include <utility>

namespace tenon::plan {
namespace {

constexpr std::size_t kPairsForExchanges = 200'000;
constexpr double kTolerance = 1e-9;

/// A choice being made: what is spent, what is still missed, what may still be added.
class Search {
 public:
  explicit Search(const PortfolioProblem& problem)
      : problem_(problem),
        spending_of_(problem.projects),
        needs_(problem.projects),
        needed_by_(problem.projects),
        excludes_(problem.projects),
        seen_(problem.projects) {
    for (std::size_t r = 0; r < problem.spending.size(); ++r) {
      for (const auto& [project, amount] : problem.spending[r].costs) {
        if (amount > 0) spending_of_[static_cast<std::size_t>(project)].emplace_back(r, amount);
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
    Restart(Choice(problem.projects));
  }

  const Choice& choice() const { return choice_; }

  void Restart(const Choice& choice) {
    choice_.assign(problem_.projects, 0);
    spent_.assign(problem_.spending.size(), 0);
    missed_.assign(problem_.weight.size(), 1.0);
    for (std::size_t i = 0; i < problem_.projects; ++i) {
      if (choice[i] != 0) Add(i);
    }
  }

  /// The project and, of all that it needs, what is not yet chosen.
  std::vector<std::size_t> WithNeeds(std::size_t project) {
    std::vector<std::size_t> found = {project};
    seen_[project] = ++visit_;
    for (std::size_t next = 0; next < found.size(); ++next) {
      for (const std::size_t need : needs_[found[next]]) {
        if (choice_[need] == 0 && std::exchange(seen_[need], visit_) != visit_) found.push_back(need);
      }
    }
    return found;
  }

  double Gain(std::size_t project) const {
    double gain = 0;
    for (const auto& [target, probability] : problem_.ReachOf(project)) {
      const auto j = static_cast<std::size_t>(target);
      gain += problem_.weight[j] * missed_[j] * probability;
    }
    return gain;
  }

  double Gain(const std::vector<std::size_t>& set) const {
    return std::accumulate(set.begin(), set.end(), 0.0,
                           [&](double sum, std::size_t project) { return sum + Gain(project); });
  }

  bool Fits(const std::vector<std::size_t>& set) const {
    std::vector<std::pair<std::size_t, double>> more;
    for (const std::size_t project : set) {
      for (const std::size_t other : excludes_[project]) {
        if (choice_[other] != 0 || std::ranges::find(set, other) != set.end()) return false;
      }
      more.insert(more.end(), spending_of_[project].begin(), spending_of_[project].end());
    }
    std::ranges::sort(more);
    for (std::size_t first = 0; first < more.size();) {
      const std::size_t row = more[first].first;
      double sum = spent_[row];
      for (; first < more.size() && more[first].first == row; ++first) sum += more[first].second;
      if (sum > problem_.spending[row].ceiling * (1 + kTolerance)) return false;
    }
    return true;
  }

  /// The largest part of any ceiling the set takes.
  double Cost(const std::vector<std::size_t>& set) const {
    double cost = 0;
    for (const std::size_t project : set) {
      double largest = 0;
      for (const auto& [row, amount] : spending_of_[project]) {
        largest = std::max(largest, amount / problem_.spending[row].ceiling);
      }
      cost += largest;
    }
    return cost;
  }

  void Add(std::size_t project) {
    choice_[project] = 1;
    for (const auto& [row, amount] : spending_of_[project]) spent_[row] += amount;
    for (const auto& [target, probability] : problem_.ReachOf(project)) {
      missed_[static_cast<std::size_t>(target)] *= 1 - probability;
    }
  }

  /// Adds by gain per cost while anything gains and fits.
  void Fill() {
    struct Candidate {
      double ratio;
      std::size_t project;
      bool operator<(const Candidate& other) const {
        return ratio != other.ratio ? ratio < other.ratio : project > other.project;
      }
    };
    const auto ratio = [&](const std::vector<std::size_t>& set) { return Gain(set) / std::max(Cost(set), 1e-12); };
    std::vector<Candidate> all;
    for (std::size_t i = 0; i < problem_.projects; ++i) {
      if (choice_[i] != 0) continue;
      const std::vector<std::size_t> set = WithNeeds(i);
      if (Gain(set) > 0) all.push_back({ratio(set), i});
    }
    std::priority_queue<Candidate> queue({}, std::move(all));
    while (!queue.empty()) {
      const Candidate best = queue.top();
      queue.pop();
      if (choice_[best.project] != 0) continue;
      const std::vector<std::size_t> set = WithNeeds(best.project);
      if (!(Gain(set) > 0) || !Fits(set)) continue;
      // Gains only shrink; what is still at least as good as the next one's old figure is the best.
      const double now = ratio(set);
      if (!queue.empty() && Candidate{now, best.project} < queue.top() && now < best.ratio) {
        queue.push({now, best.project});
        continue;
      }
      for (const std::size_t project : set) {
        Add(project);
        // With its prerequisite paid for, a dependant has become cheaper.
        for (const std::size_t dependant : needed_by_[project]) {
          if (choice_[dependant] == 0) queue.push({ratio(WithNeeds(dependant)), dependant});
        }
      }
    }
  }

  /// Spends at least the floors. False if that fails.
  bool MeetFloors() {
    for (std::size_t r = 0; r < problem_.spending.size(); ++r) {
      const PortfolioProblem::Spending& spending = problem_.spending[r];
      while (spent_[r] < spending.floor * (1 - kTolerance)) {
        std::size_t best = problem_.projects;
        double best_ratio = -1;
        for (const auto& [project, amount] : spending.costs) {
          const auto i = static_cast<std::size_t>(project);
          if (choice_[i] != 0 || amount <= 0) continue;
          const std::vector<std::size_t> set = WithNeeds(i);
          const double ratio = Gain(set) / amount;
          if (ratio > best_ratio && Fits(set)) {
            best_ratio = ratio;
            best = i;
          }
        }
        if (best == problem_.projects) return false;
        for (const std::size_t project : WithNeeds(best)) Add(project);
      }
    }
    return true;
  }

  bool NothingRestsOn(std::size_t project) const {
    return std::ranges::none_of(needed_by_[project], [&](std::size_t dependant) { return choice_[dependant] != 0; });
  }

 private:
  const PortfolioProblem& problem_;
  std::vector<std::vector<std::pair<std::size_t, double>>> spending_of_;
  std::vector<std::vector<std::size_t>> needs_, needed_by_, excludes_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t visit_ = 0;
  Choice choice_;
  std::vector<double> spent_;
  std::vector<double> missed_;
};

/// Takes one project out that nothing chosen rests on and fills up again, while that gains.
void Exchange(const PortfolioProblem& problem, Search& search, const Job& job) {
  double value = PortfolioValue(problem, search.choice());
  for (int pass = 0; pass < 3; ++pass) {
    bool better = false;
    for (std::size_t i = 0; i < problem.projects && !job.cancelled(); ++i) {
      if (search.choice()[i] == 0 || !search.NothingRestsOn(i)) continue;
      const Choice before = search.choice();
      Choice without = before;
      without[i] = 0;
      search.Restart(without);
      search.Fill();
      const double now = PortfolioValue(problem, search.choice());
      if (now > value * (1 + 1e-12) && IsAllowed(problem, search.choice())) {
        value = now;
        better = true;
      } else {
        search.Restart(before);
      }
    }
    if (!better) return;
  }
}

/// Part taken of each project: the best under one ceiling, for additive gains.
std::vector<double> FractionalKnapsack(const std::vector<double>& gains, const std::vector<double>& costs,
                                       double ceiling) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    if (gains[i] > 0) order.push_back(i);
  }
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const double left = gains[a] * costs[b];
    const double right = gains[b] * costs[a];
    return left != right ? left > right : a < b;
  });
  std::vector<double> part(gains.size());
  double left = ceiling;
  for (const std::size_t i : order) {
    part[i] = costs[i] <= left ? 1 : left / costs[i];
    left -= part[i] * costs[i];
  }
  return part;
}

/// Bounds of one ceiling (none: everything may be had).
class Ceiling {
 public:
  Ceiling(const PortfolioProblem& problem, const PortfolioProblem::Spending* spending)
      : problem_(problem), costs_(problem.projects), ceiling_(0) {
    if (spending == nullptr) return;
    ceiling_ = spending->ceiling;
    for (const auto& [project, amount] : spending->costs) costs_[static_cast<std::size_t>(project)] += amount;
  }

  double ByMarginalGains(const Choice& prefix) const {
    std::vector<double> gains = MarginalValues(problem_, prefix);
    for (std::size_t i = 0; i < gains.size(); ++i) {
      if (prefix[i] != 0) gains[i] = 0;
    }
    const std::vector<double> part = FractionalKnapsack(gains, costs_, ceiling_);
    return std::inner_product(gains.begin(), gains.end(), part.begin(), PortfolioValue(problem_, prefix));
  }

  /// Frank-Wolfe from a choice; stops early where the bound has come down to `value`.
  double ByConcaveRelaxation(const Choice& choice, double value, const Job& job) const {
    // exp(-25) is what a certain project leaves open instead of nothing; the bound is raised by it.
    const auto rate = [](double probability) {
      return probability < 1 ? std::min(25.0, -std::log1p(-probability)) : 25.0;
    };
    const std::size_t targets = problem_.weight.size();
    const double raise = std::accumulate(problem_.weight.begin(), problem_.weight.end(), 0.0) * std::exp(-25.0);
    std::vector<double> x(choice.begin(), choice.end());
    double best = INFINITY;
    for (int step = 0; step < 100 && !job.cancelled() && best > value * (1 + 1e-7); ++step) {
      std::vector<double> y(targets);
      for (std::size_t i = 0; i < problem_.projects; ++i) {
        if (x[i] == 0) continue;
        for (const auto& [target, probability] : problem_.ReachOf(i)) {
          y[static_cast<std::size_t>(target)] += rate(probability) * x[i];
        }
      }
      std::vector<double> gradient(problem_.projects);
      double bound = raise;
      for (std::size_t j = 0; j < targets; ++j) bound += problem_.weight[j] * -std::expm1(-y[j]);
      for (std::size_t i = 0; i < problem_.projects; ++i) {
        for (const auto& [target, probability] : problem_.ReachOf(i)) {
          const auto j = static_cast<std::size_t>(target);
          gradient[i] += problem_.weight[j] * std::exp(-y[j]) * rate(probability);
        }
      }
      const std::vector<double> part = FractionalKnapsack(gradient, costs_, ceiling_);
      std::vector<double> along(targets);
      for (std::size_t i = 0; i < problem_.projects; ++i) {
        const double change = part[i] - x[i];
        bound += gradient[i] * change;
        if (change == 0) continue;
        for (const auto& [target, probability] : problem_.ReachOf(i)) {
          along[static_cast<std::size_t>(target)] += rate(probability) * change;
        }
      }
      best = std::min(best, bound);
      const double length = BestStep(y, along);
      for (std::size_t i = 0; i < problem_.projects; ++i) x[i] += length * (part[i] - x[i]);
    }
    return best;
  }

 private:
  double BestStep(const std::vector<double>& y, const std::vector<double>& along) const {
    const auto slope = [&](double t) {
      double sum = 0;
      for (std::size_t j = 0; j < y.size(); ++j) {
        if (along[j] != 0) sum += problem_.weight[j] * std::exp(-(y[j] + t * along[j])) * along[j];
      }
      return sum;
    };
    if (slope(1) >= 0) return 1;
    double low = 0;
    double high = 1;
    for (int halving = 0; halving < 20; ++halving) {
      const double middle = (low + high) / 2;
      (slope(middle) > 0 ? low : high) = middle;
    }
    return (low + high) / 2;
  }

  const PortfolioProblem& problem_;
  std::vector<double> costs_;
  double ceiling_;
};

}  // namespace

std::optional<Choice> GreedyPortfolio(const PortfolioProblem& problem, const Job& job) {
  Search search(problem);
  if (!search.MeetFloors()) return std::nullopt;
  const Choice floors = search.choice();
  search.Fill();
  Choice best = search.choice();

  search.Restart(floors);
  std::vector<std::size_t> single;
  double single_gain = 0;
  for (std::size_t i = 0; i < problem.projects && !job.cancelled(); ++i) {
    if (floors[i] != 0) continue;
    std::vector<std::size_t> set = search.WithNeeds(i);
    const double gain = search.Gain(set);
    if (gain <= single_gain || !search.Fits(set)) continue;
    single_gain = gain;
    single = std::move(set);
  }
  for (const std::size_t project : single) search.Add(project);
  search.Fill();
  if (PortfolioValue(problem, search.choice()) > PortfolioValue(problem, best)) best = search.choice();

  search.Restart(best);
  if (problem.reach.size() <= kPairsForExchanges) Exchange(problem, search, job);
  if (!IsAllowed(problem, search.choice())) return std::nullopt;
  return search.choice();
}

double PortfolioBound(const PortfolioProblem& problem, const Choice& choice, const Job& job) {
  const double value = PortfolioValue(problem, choice);
  double bound = PortfolioValue(problem, Choice(problem.projects, 1));
  std::vector<const PortfolioProblem::Spending*> ceilings;
  for (const PortfolioProblem::Spending& spending : problem.spending) {
    double all = 0;
    for (const auto& cost : spending.costs) all += cost.amount;
    if (all > spending.ceiling) ceilings.push_back(&spending);
  }
  // The ceilings over the most projects bind the whole; those of a single region or team say little.
  std::ranges::stable_sort(ceilings, std::ranges::greater{},
                           [](const auto* spending) { return spending->costs.size(); });
  if (ceilings.size() > 4) ceilings.resize(4);

  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (choice[i] != 0) order.push_back(i);
  }
  const std::vector<double> alone = MarginalValues(problem, Choice(problem.projects));
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return alone[i]; });
  for (const PortfolioProblem::Spending* spending : ceilings) {
    const Ceiling ceiling(problem, spending);
    for (int eighths = 0; eighths <= 8 && !job.cancelled(); ++eighths) {
      Choice prefix(problem.projects);
      for (std::size_t k = 0; k < order.size() * static_cast<std::size_t>(eighths) / 8; ++k) prefix[order[k]] = 1;
      bound = std::min(bound, ceiling.ByMarginalGains(prefix));
    }
    bound = std::min(bound, ceiling.ByConcaveRelaxation(choice, value, job));
  }
  return bound;
}

}  // namespace tenon::plan
