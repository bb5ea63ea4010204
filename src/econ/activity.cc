#include "econ/activity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tenon::econ {

Result<ActivityTable> MakeActivityTable(std::size_t places, std::size_t activities, std::vector<ActivityCell> cells) {
  const auto key = [](const ActivityCell& cell) { return std::pair(cell.place, cell.activity); };
  std::ranges::sort(cells, {}, key);
  ActivityTable table;
  table.first_.assign(places + 1, 0);
  table.place_total_.assign(places, 0);
  table.activity_total_.assign(activities, 0);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& [place, activity, amount] = cells[i];
    if (place >= places || activity >= activities) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("cell ({}, {}) lies outside {} places and {} activities",
                                                           place, activity, places, activities));
    }
    if (!std::isfinite(amount) || amount < 0) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("the amount of place {} and activity {} is {}; allowed is 0 or more, or no cell", place,
                              activity, amount));
    }
    if (i > 0 && key(cells[i - 1]) == key(cells[i])) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("place {} and activity {} stand twice; add their amounts up first", place, activity));
    }
    ++table.first_[place + 1];
    table.place_total_[place] += amount;
    table.activity_total_[activity] += amount;
    table.total_ += amount;
  }
  for (std::size_t place = 0; place < places; ++place) table.first_[place + 1] += table.first_[place];
  table.cells_ = std::move(cells);
  return table;
}

std::vector<double> RevealedAdvantages(const ActivityTable& table) {
  std::vector<double> advantages;
  advantages.reserve(table.cells().size());
  for (const auto& [place, activity, amount] : table.cells()) {
    advantages.push_back(
        amount == 0 ? 0 : (amount / table.place_total(place)) / (table.activity_total(activity) / table.total()));
  }
  return advantages;
}

}  // namespace tenon::econ
