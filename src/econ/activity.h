#ifndef TENON_ECON_ACTIVITY_H_
#define TENON_ECON_ACTIVITY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tenon/error.h"

namespace tenon::econ {

/// How much of one activity one place has: exports of a product by an economy, jobs of an industry in a region, patents
/// of a class in a city.
struct ActivityCell {
  std::uint32_t place = 0;
  std::uint32_t activity = 0;
  double amount = 0;
};

/// Places x activities, sparse. A pair without a cell has none of it: zero. Whoever builds the table answers for that:
/// where a source does not cover a place or an activity, leave the place or the activity without any cell. It then
/// stays in every result as missing, and changes no other value.
class ActivityTable {
 public:
  std::size_t places() const { return place_total_.size(); }
  std::size_t activities() const { return activity_total_.size(); }
  /// Cells of a place by activity; all cells, by place and activity.
  std::span<const ActivityCell> Row(std::uint32_t place) const {
    return std::span(cells_).subspan(first_[place], first_[place + 1] - first_[place]);
  }
  std::span<const ActivityCell> cells() const { return cells_; }
  double place_total(std::uint32_t place) const { return place_total_[place]; }
  double activity_total(std::uint32_t activity) const { return activity_total_[activity]; }
  double total() const { return total_; }

 private:
  friend Result<ActivityTable> MakeActivityTable(std::size_t places, std::size_t activities,
                                                 std::vector<ActivityCell> cells);
  std::vector<ActivityCell> cells_;
  std::vector<std::size_t> first_;
  std::vector<double> place_total_, activity_total_;
  double total_ = 0;
};

/// Errors      InvalidArgument: a cell out of range, twice, below zero or not finite.
/// Complexity  O(cells log cells + places + activities).
Result<ActivityTable> MakeActivityTable(std::size_t places, std::size_t activities, std::vector<ActivityCell> cells);

/// Revealed comparative advantage, also called location quotient where the amounts are jobs or output:
///
///   RCA_cp = (X_cp / X_c) / (X_p / X)
///
/// Shape       one for each of table.cells(), in their order; missing pairs have an RCA of 0 if the place and the
///             activity have a total, else none. 0 where the amount is 0.
/// Units       1; the mean over the activities of a place, weighted by X_p / X, is 1.
/// Reference   Balassa 1965, doi 10.1111/j.1467-9957.1965.tb00050.x.
std::vector<double> RevealedAdvantages(const ActivityTable& table);

}  // namespace tenon::econ

#endif  // TENON_ECON_ACTIVITY_H_
