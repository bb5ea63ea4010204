#include "plan/portfolio_knapsack.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace tenon::plan {
namespace {

constexpr std::int64_t kMostSteps = 10'000'000;

bool IsKnapsack(const PortfolioProblem& problem) {
  if (problem.spending.size() != 1 || problem.spending[0].floor > 0 || !problem.excludes.empty() ||
      !problem.prerequisites.empty()) {
    return false;
  }
  std::vector<std::uint8_t> is_reached(problem.weight.size());
  return std::ranges::all_of(problem.reach, [&](const auto& reach) {
    return reach.probability == 0 || std::exchange(is_reached[static_cast<std::size_t>(reach.target)], 1) == 0;
  });
}

struct Item {
  std::size_t project;
  double gain, cost;
};

/// Depth first over items by gain for cost: packs what fits, leaves out the first that does not, takes back the last.
class Search {
 public:
  Search(std::vector<Item> items, double ceiling)
      : items_(std::move(items)), gains_(items_.size() + 1), costs_(items_.size() + 1), left_(ceiling) {
    for (std::size_t k = 0; k < items_.size(); ++k) {
      gains_[k + 1] = gains_[k] + items_[k].gain;
      costs_[k + 1] = costs_[k] + items_[k].cost;
    }
  }

  /// The items of the best packing; missing: too many steps.
  std::optional<std::vector<std::size_t>> Run() {
    std::size_t next = 0;
    for (std::int64_t step = 0; step < kMostSteps; ++step) {
      if (value_ + Most(next) > best_value_) {
        while (next < items_.size()) {
          if (items_[next].cost <= left_) Take(next);
          // What is skipped here is paid for by the bound of what follows.
          else if (value_ + Most(next + 1) <= best_value_)
            break;
          ++next;
        }
        if (value_ > best_value_) {
          best_value_ = value_;
          best_ = taken_;
        }
      }
      if (taken_.empty()) return best_;
      next = taken_.back() + 1;
      GiveBack();
    }
    return std::nullopt;
  }

 private:
  /// The fractional knapsack of the items from `first` on.
  double Most(std::size_t first) const {
    const auto end =
        std::upper_bound(costs_.begin() + static_cast<std::ptrdiff_t>(first), costs_.end(), costs_[first] + left_);
    const auto whole = static_cast<std::size_t>(end - costs_.begin()) - 1;
    const double gain = gains_[whole] - gains_[first];
    if (whole == items_.size()) return gain;
    return gain + items_[whole].gain * (left_ - (costs_[whole] - costs_[first])) / items_[whole].cost;
  }

  void Take(std::size_t item) {
    taken_.push_back(item);
    left_ -= items_[item].cost;
    value_ += items_[item].gain;
  }

  void GiveBack() {
    left_ += items_[taken_.back()].cost;
    value_ -= items_[taken_.back()].gain;
    taken_.pop_back();
  }

  std::vector<Item> items_;
  std::vector<double> gains_, costs_;  ///< sums of the first items
  double left_;
  double value_ = 0, best_value_ = 0;
  std::vector<std::size_t> taken_, best_;
};

}  // namespace

std::optional<Choice> KnapsackPortfolio(const PortfolioProblem& problem) {
  if (!IsKnapsack(problem)) return std::nullopt;
  Choice choice(problem.projects);
  std::vector<double> cost(problem.projects);
  const double ceiling = problem.spending[0].ceiling;
  for (const auto& [project, amount] : problem.spending[0].costs) cost[static_cast<std::size_t>(project)] += amount;
  const std::vector<double> gain = MarginalValues(problem, choice);
  std::vector<Item> items;
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (gain[i] <= 0 || cost[i] > ceiling) continue;
    if (cost[i] == 0) {
      choice[i] = 1;
    } else {
      items.push_back({i, gain[i], cost[i]});
    }
  }
  std::ranges::sort(items, [](const Item& a, const Item& b) {
    const double left = a.gain * b.cost, right = b.gain * a.cost;
    return left != right ? left > right : a.project < b.project;
  });
  const auto best = Search(items, ceiling * (1 + 1e-12)).Run();
  if (!best) return std::nullopt;
  for (const std::size_t item : *best) choice[items[item].project] = 1;
  return choice;
}

}  // namespace tenon::plan
