#include "econ/presence.h"

#include <fmt/format.h>

#include <algorithm>

namespace tenon::econ {

bool Presence::Has(std::uint32_t place, std::uint32_t activity) const {
  return std::ranges::binary_search(ActivitiesOf(place), activity);
}

Presence Presence::Transposed() const {
  Presence other = *this;
  std::swap(other.first_activity_, other.first_place_);
  std::swap(other.activity_, other.place_);
  return other;
}

Result<Presence> MakePresence(std::size_t places, std::size_t activities, std::vector<Presence::Pair> pairs) {
  std::ranges::sort(pairs);
  Presence presence;
  presence.first_activity_.assign(places + 1, 0);
  presence.first_place_.assign(activities + 1, 0);
  presence.activity_.reserve(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto [place, activity] = pairs[i];
    if (place >= places || activity >= activities) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("pair ({}, {}) lies outside {} places and {} activities",
                                                           place, activity, places, activities));
    }
    if (i > 0 && pairs[i - 1] == pairs[i]) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("pair ({}, {}) stands twice", place, activity));
    }
    ++presence.first_activity_[place + 1];
    ++presence.first_place_[activity + 1];
    presence.activity_.push_back(activity);
  }
  for (std::size_t i = 0; i < places; ++i) presence.first_activity_[i + 1] += presence.first_activity_[i];
  for (std::size_t i = 0; i < activities; ++i) presence.first_place_[i + 1] += presence.first_place_[i];
  presence.place_.resize(pairs.size());
  std::vector<std::size_t> next(presence.first_place_.begin(), presence.first_place_.end() - 1);
  for (const auto& [place, activity] : pairs) presence.place_[next[activity]++] = place;
  return presence;
}

Presence PresenceByAdvantage(const ActivityTable& table, double threshold) {
  std::vector<Presence::Pair> pairs;
  for (const auto& [place, activity, amount] : table.cells()) {
    if (amount > 0 &&
        amount * table.total() >= threshold * (table.place_total(place) * table.activity_total(activity))) {
      pairs.emplace_back(place, activity);
    }
  }
  return *MakePresence(table.places(), table.activities(), std::move(pairs));
}

Result<std::vector<std::optional<PresenceChange>>> FindEntries(const Presence& before, const Presence& after) {
  if (before.places() != after.places() || before.activities() != after.activities()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} x {} before and {} x {} after: both must number the same places and activities",
                            before.places(), before.activities(), after.places(), after.activities()));
  }
  const auto known = [&](std::uint32_t activity) {
    return before.ubiquity(activity) > 0 && after.ubiquity(activity) > 0;
  };
  std::size_t known_activities = 0;
  for (std::uint32_t activity = 0; activity < before.activities(); ++activity) {
    known_activities += known(activity) ? 1U : 0U;
  }
  std::vector<std::optional<PresenceChange>> changes(before.places());
  for (std::uint32_t place = 0; place < before.places(); ++place) {
    if (before.diversity(place) == 0 || after.diversity(place) == 0) continue;
    PresenceChange& change = changes[place].emplace();
    for (const std::uint32_t activity : before.ActivitiesOf(place)) {
      if (known(activity)) (after.Has(place, activity) ? change.stayed : change.left).push_back(activity);
    }
    for (const std::uint32_t activity : after.ActivitiesOf(place)) {
      if (known(activity) && !before.Has(place, activity)) change.entered.push_back(activity);
    }
    change.could_enter = known_activities - change.stayed.size() - change.left.size();
  }
  return changes;
}

}  // namespace tenon::econ
