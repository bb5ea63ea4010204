#include "analyses/profile.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "analyses/measure.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

using econ::Station;

constexpr std::array kVariantWindows = {3, 4, 5};
/// A variant only has to tell whether a probability passes the threshold, so it needs fewer draws.
constexpr std::size_t kVariantDraws = 250;

/// Measures of a station that have evidence for a segment, the one to prefer first.
std::vector<std::size_t> Preferred(const ChainEvidence& evidence, const std::vector<Reading>& readings,
                                   std::size_t segment, Station station, const std::string& invention) {
  std::vector<std::size_t> bases;
  for (std::size_t m = 0; m < Measures().size(); ++m) {
    if (Measures()[m].station != station || !evidence.basis_of[segment][m]) continue;
    bases.push_back(*evidence.basis_of[segment][m]);
  }
  const auto order = [&](std::size_t basis) {
    const bool silent = readings[basis].state == Reading::State::kNoData;
    const bool group = evidence.bases[basis].relation == Relation::kGroup;
    const Measure& measure = Measures()[evidence.bases[basis].measure];
    const bool other = station == Station::kInvention && !measure.counts_records() && measure.name != invention;
    return std::array{silent, other, group};
  };
  std::ranges::stable_sort(bases, {}, order);
  return bases;
}

econ::StationProfile StrengthsOf(const std::vector<StationEntry>& stations, const std::vector<Reading>& readings) {
  econ::StationProfile profile;
  for (const auto& entry : stations) {
    if (!econ::OnTheWay(entry.station)) continue;
    if (profile.empty() || profile.back().station != entry.station)
      profile.push_back({entry.station, std::nullopt, {}});
    if (!entry.basis || profile.back().strength) continue;
    const econ::StationStrength& strength = readings[*entry.basis].strength;
    profile.back().strength = strength.strength;
    profile.back().draws = strength.strength_draws;
  }
  return profile;
}

/// The same segment with another measure of invention read first.
std::vector<StationEntry> OtherInvention(std::vector<StationEntry> stations) {
  const auto [first, last] = std::ranges::equal_range(stations, Station::kInvention, {}, &StationEntry::station);
  if (last - first > 1) std::swap(*first, *(first + 1));
  return stations;
}

Result<std::vector<Reading>> ReadAll(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                     const ReadingOptions& options) {
  std::vector<Reading> readings;
  for (std::size_t b = 0; b < evidence.bases.size(); ++b) {
    TENON_ASSIGN(Reading reading, ReadBasis(evidence, amounts, b, options));
    readings.push_back(std::move(reading));
  }
  return readings;
}

}  // namespace

const Reading* ChainProfiles::At(std::size_t segment, Station station) const {
  const auto& stations = segments[segment].stations;
  const auto entry = std::ranges::find(stations, station, &StationEntry::station);
  return entry == stations.end() || !entry->basis ? nullptr : &readings[*entry->basis];
}

Result<ChainProfiles> MeasureProfiles(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                      const ProfileOptions& options) {
  ChainProfiles profiles;
  TENON_ASSIGN(profiles.readings, ReadAll(evidence, amounts, options.reading));
  std::vector<std::vector<Reading>> variants;
  for (const int window : kVariantWindows) {
    ReadingOptions other = options.reading;
    other.window = window;
    other.draws = std::min(other.draws, kVariantDraws);
    TENON_ASSIGN(auto readings, ReadAll(evidence, amounts, other));
    variants.push_back(std::move(readings));
  }

  std::map<std::vector<std::size_t>, std::vector<econ::Step>> known;  // segments on the same rows break alike
  profiles.segments.resize(evidence.basis_of.size());
  for (std::size_t s = 0; s < profiles.segments.size(); ++s) {
    SegmentProfile& profile = profiles.segments[s];
    std::vector<std::size_t> rows;
    for (int k = 0; k <= static_cast<int>(Station::kMoney); ++k) {
      const auto station = static_cast<Station>(k);
      const auto bases = Preferred(evidence, profiles.readings, s, station, options.invention);
      for (const std::size_t basis : bases) profile.stations.push_back({station, basis});
      if (bases.empty()) profile.stations.push_back({station, std::nullopt});
      rows.insert(rows.end(), bases.begin(), bases.end());
    }
    auto [found, is_new] = known.try_emplace(rows);
    if (is_new) {
      std::vector<econ::StationProfile> others;
      for (const auto& readings : variants) {
        others.push_back(StrengthsOf(profile.stations, readings));
        others.push_back(StrengthsOf(OtherInvention(profile.stations), readings));
      }
      TENON_ASSIGN(found->second,
                   econ::FindBreaks(StrengthsOf(profile.stations, profiles.readings), others, options.breaks));
    }
    profile.steps = found->second;
  }

  std::set<std::string> warnings;
  for (const Reading& reading : profiles.readings) {
    if (reading.warning.empty()) continue;
    const Basis& basis = evidence.bases[reading.basis];
    warnings.insert(fmt::format("{}, {}: {}", basis.source, Measures()[basis.measure].name, reading.warning));
  }
  profiles.warnings.assign(warnings.begin(), warnings.end());
  return profiles;
}

}  // namespace tenon::analyses
