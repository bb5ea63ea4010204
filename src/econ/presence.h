#ifndef TENON_ECON_PRESENCE_H_
#define TENON_ECON_PRESENCE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "econ/activity.h"
#include "tenon/error.h"

namespace tenon::econ {

/// The binary matrix M: which place has which activity. Compressed both ways; lists are sorted. Every pair is there
/// once or not at all, so M has no other values than 0 and 1.
class Presence {
 public:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;  ///< place, activity

  std::size_t places() const { return first_activity_.size() - 1; }
  std::size_t activities() const { return first_place_.size() - 1; }
  std::size_t ones() const { return activity_.size(); }
  std::span<const std::uint32_t> ActivitiesOf(std::uint32_t place) const {
    return std::span(activity_).subspan(first_activity_[place], diversity(place));
  }
  std::span<const std::uint32_t> PlacesOf(std::uint32_t activity) const {
    return std::span(place_).subspan(first_place_[activity], ubiquity(activity));
  }
  bool Has(std::uint32_t place, std::uint32_t activity) const;
  /// Number of activities of a place (k_c,0), and of places of an activity (k_p,0).
  std::size_t diversity(std::uint32_t place) const { return first_activity_[place + 1] - first_activity_[place]; }
  std::size_t ubiquity(std::uint32_t activity) const { return first_place_[activity + 1] - first_place_[activity]; }
  /// Places as activities and activities as places.
  Presence Transposed() const;

 private:
  friend Result<Presence> MakePresence(std::size_t places, std::size_t activities, std::vector<Pair> pairs);
  std::vector<std::size_t> first_activity_ = {0}, first_place_ = {0};
  std::vector<std::uint32_t> activity_, place_;
};

/// Errors      InvalidArgument: a pair out of range, or twice.
/// Complexity  O(pairs log pairs + places + activities).
Result<Presence> MakePresence(std::size_t places, std::size_t activities, std::vector<Presence::Pair> pairs);

/// M = [RCA >= threshold]. Compared as X_cp X >= threshold X_c X_p, which is exact for whole amounts of moderate size:
/// a place whose structure is the world's has RCA = 1 and everything, whatever the last bit of a quotient.
/// REQUIRES: threshold > 0. A place or activity of total 0 has nothing.
Presence PresenceByAdvantage(const ActivityTable& table, double threshold = 1);

/// What a place took up and gave up between two states of M.
struct PresenceChange {
  std::vector<std::uint32_t> entered, left, stayed;  ///< activities, sorted
  std::size_t could_enter = 0;  ///< activities that it did not have before, and that somebody has both before and after
};

/// Entry and exit. For stricter entries (from RCA below 0.5 to 1 or more) make `before` with the lower threshold.
///
/// Shape       one for each place; missing where a place has nothing before or nothing after: no data is no exit. An
///             activity nobody has before or after (a code that came or went) is neither entered nor left.
/// Errors      InvalidArgument: the two differ in size.
Result<std::vector<std::optional<PresenceChange>>> FindEntries(const Presence& before, const Presence& after);

}  // namespace tenon::econ

#endif  // TENON_ECON_PRESENCE_H_
