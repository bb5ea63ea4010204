#include "econ/rank.h"

#include <algorithm>

namespace tenon::econ {
namespace {

// Ranks of the units in `order`, which is sorted here by falling value.
template <class ValueOf>
void Rank(std::vector<std::size_t>& order, const std::vector<std::size_t>& members, ValueOf value_of,
          std::vector<std::size_t>& ranks) {
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const double value_a = value_of(a);
    const double value_b = value_of(b);
    return value_a != value_b ? value_a > value_b : a < b;
  });
  std::size_t above = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool ties = i > 0 && value_of(order[i]) == value_of(order[i - 1]);
    ranks[order[i]] = ties ? ranks[order[i - 1]] : above + 1;
    above += members[order[i]];
  }
}

std::size_t Percentile(std::vector<std::size_t>& ranks, std::size_t percent) {
  const auto place = ranks.begin() + static_cast<std::ptrdiff_t>((percent * ranks.size() + 99) / 100 - 1);
  std::nth_element(ranks.begin(), place, ranks.end());
  return *place;
}

}  // namespace

std::vector<RankInterval> RankByDraws(const RankInput& input, std::size_t num_draws, std::size_t first) {
  const std::size_t units = input.members.size();
  std::vector<std::size_t> order;
  for (std::size_t unit = 0; unit < units; ++unit) {
    if (input.values[unit]) order.push_back(unit);
  }
  const std::vector<std::size_t> ranked = order;
  std::vector<std::size_t> ranks(units, 0);
  std::vector<RankInterval> result(units);
  Rank(order, input.members, [&](std::size_t unit) { return *input.values[unit]; }, ranks);
  for (const std::size_t unit : ranked) result[unit].rank = ranks[unit];

  std::vector<std::vector<std::size_t>> drawn(units);
  for (std::size_t d = 0; d < num_draws; ++d) {
    Rank(order, input.members, [&](std::size_t unit) { return input.draws[unit][d]; }, ranks);
    for (const std::size_t unit : ranked) drawn[unit].push_back(ranks[unit]);
  }
  for (const std::size_t unit : ranked) {
    const auto among = std::ranges::count_if(drawn[unit], [&](std::size_t rank) { return rank <= first; });
    result[unit].first_probability = static_cast<double>(among) / static_cast<double>(num_draws);
    result[unit].low = std::min(*result[unit].rank, Percentile(drawn[unit], 5));
    result[unit].high = std::max(*result[unit].rank, Percentile(drawn[unit], 95));
  }
  return result;
}

}  // namespace tenon::econ
