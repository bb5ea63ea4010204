#ifndef TENON_ECON_ACTIVITY_FIXTURE_H_
#define TENON_ECON_ACTIVITY_FIXTURE_H_

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "econ/activity.h"
#include "econ/presence.h"

namespace tenon::econ {

/// Public files whose published results the tests reproduce.
inline const std::filesystem::path kTradeData = std::filesystem::path(TENON_SHARED_DATA) / "economiccomplexity";
inline const std::filesystem::path kSectionData = std::filesystem::path(TENON_SHARED_DATA) / "datawheel-test" / "tests";

/// A line of comma-separated fields, some of them in double quotes.
inline std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

inline std::vector<std::vector<std::string>> ReadRows(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) rows.push_back(Fields(line));
  return rows;
}

struct NamedTable {
  std::vector<std::string> places, activities;  ///< sorted
  ActivityTable table;

  static std::uint32_t Number(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(names, name) - names.begin());
  }
  std::uint32_t Place(const std::string& name) const { return Number(places, name); }
  std::uint32_t Activity(const std::string& name) const { return Number(activities, name); }
};

/// A file with a heading; columns by position. Rows of one pair are added up.
inline NamedTable ReadTable(const std::filesystem::path& file, std::size_t place, std::size_t activity,
                            std::size_t amount) {
  auto rows = ReadRows(file);
  rows.erase(rows.begin());
  NamedTable result;
  std::map<std::pair<std::string, std::string>, double> sums;
  for (const auto& row : rows) {
    result.places.push_back(row[place]);
    result.activities.push_back(row[activity]);
    sums[{row[place], row[activity]}] += std::stod(row[amount]);
  }
  for (auto* names : {&result.places, &result.activities}) {
    std::ranges::sort(*names);
    names->erase(std::ranges::unique(*names).begin(), names->end());
  }
  std::vector<ActivityCell> cells;
  for (const auto& [key, sum] : sums) cells.push_back({result.Place(key.first), result.Activity(key.second), sum});
  result.table = *MakeActivityTable(result.places.size(), result.activities.size(), std::move(cells));
  return result;
}

/// M as a dense matrix, for the slow verifiers.
using Matrix = std::vector<std::vector<double>>;

inline Matrix Dense(const Presence& presence) {
  Matrix m(presence.places(), std::vector<double>(presence.activities()));
  for (std::uint32_t c = 0; c < m.size(); ++c) {
    for (const auto p : presence.ActivitiesOf(c)) m[c][p] += 1;
  }
  return m;
}

inline Presence PresenceOf(const Matrix& m) {
  std::vector<Presence::Pair> pairs;
  for (std::uint32_t c = 0; c < m.size(); ++c) {
    for (std::uint32_t p = 0; p < m[c].size(); ++p) {
      if (m[c][p] != 0) pairs.emplace_back(c, p);
    }
  }
  return *MakePresence(m.size(), m.empty() ? 0 : m[0].size(), std::move(pairs));
}

/// A nested matrix with noise, as trade has it: able places have what is rare as well.
inline Presence RandomPresence(Random& random, std::size_t places, std::size_t activities) {
  Matrix m(places, std::vector<double>(activities));
  for (std::size_t c = 0; c < places; ++c) {
    for (std::size_t p = 0; p < activities; ++p) {
      const double able = static_cast<double>(c + 1) / static_cast<double>(places);
      const double hard = static_cast<double>(p + 1) / static_cast<double>(activities);
      m[c][p] = random.Uniform() < 0.15 + 0.8 * able * (1 - hard) ? 1 : 0;
    }
  }
  return PresenceOf(m);
}

/// The same M with places and activities in reverse order, and an empty place and activity before and after.
inline Presence ReversedAmongEmpty(const Presence& presence) {
  std::vector<Presence::Pair> pairs;
  for (std::uint32_t c = 0; c < presence.places(); ++c) {
    for (const auto p : presence.ActivitiesOf(c)) {
      pairs.emplace_back(presence.places() - c, presence.activities() - p);
    }
  }
  return *MakePresence(presence.places() + 2, presence.activities() + 2, std::move(pairs));
}

}  // namespace tenon::econ

#endif  // TENON_ECON_ACTIVITY_FIXTURE_H_
