#ifndef TENON_ANALYSES_PROFILE_H_
#define TENON_ANALYSES_PROFILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyses/amounts.h"
#include "analyses/evidence.h"
#include "analyses/reading.h"
#include "econ/break.h"

namespace tenon::analyses {

struct ProfileOptions {
  ReadingOptions reading;
  econ::BreakOptions breaks;
  std::string invention = "patent_families";  ///< the measure of invention to read first
};

/// One measure at one station of a segment.
struct StationEntry {
  econ::Station station = econ::Station::kDiscovery;
  std::optional<std::size_t> basis;  ///< into ChainProfiles::readings; missing: nothing speaks of this station
};

struct SegmentProfile {
  /// Every station in order, at least one entry each; of several measures the one to prefer first: exact before group,
  /// then the order of Measures(). Samples have no entry.
  std::vector<StationEntry> stations;
  std::vector<econ::Step> steps;
};

struct ChainProfiles {
  std::vector<Reading> readings;  ///< one for each basis
  std::vector<SegmentProfile> segments;
  std::vector<std::string> warnings;

  /// The reading to prefer at a station, or nullptr where nothing speaks of it.
  const Reading* At(std::size_t segment, econ::Station station) const;
};

/// Stations and breaks of every segment for one economy. Breaks are judged on the first measure of a station that has a
/// strength; the variants of the robustness draws are windows of 3, 4 and 5 years and the other measure of invention.
/// Errors  those of econ::MeasureStation and econ::FindBreaks.
Result<ChainProfiles> MeasureProfiles(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                      const ProfileOptions& options);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PROFILE_H_
