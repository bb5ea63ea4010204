#include "plan/portfolio_greedy.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>
#include <utility>

namespace tenon::plan {
namespace {

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

  if (!IsAllowed(problem, best)) return std::nullopt;
  return best;
}

}  // namespace tenon::plan
