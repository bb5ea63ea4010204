#ifndef TENON_ANALYSES_ACTIVITIES_H_
#define TENON_ANALYSES_ACTIVITIES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyses/analysis.h"
#include "econ/activity.h"
#include "econ/presence.h"
#include "econ/proximity.h"
#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// Parameters of every question about places and their activities: of, source, classification, measure, economy, kind,
/// codes, min_place_total, min_activity_total, min_rca. `year` is the question's own.
std::vector<Parameter> ActivityParameters();
/// What a reader must know of them.
std::vector<std::string> ActivityConventions();

/// Where places and activities are taken from, as the parameters choose.
struct ActivitySource {
  std::string of;  ///< trade or region_activity
  std::string source, classification;
  std::string measure;  ///< of region_activity; exports for trade
  std::string unit;
  std::vector<std::int64_t> years;  ///< with rows, rising
  struct Region {
    std::string name, name_zh, parent, economy;
  };
  std::map<std::string, Region, std::less<>> regions;
};

/// Errors  NotFound: nothing is loaded; InvalidArgument: several sources, classifications or measures fit (listed), or
///         none does; parameters that do not fit together.
Result<ActivitySource> ChooseActivities(const Question& question);

/// One year of it. Places and activities are numbered by code, sorted.
struct Activities {
  std::int64_t year = 0;
  std::vector<std::string> places, activities;
  econ::ActivityTable table;
  econ::Presence presence;  ///< RCA >= min_rca
  /// Pairs of place and activity whose rows all state no value: not known, though they count as none. Sorted.
  std::vector<econ::Presence::Pair> unknown;
  std::vector<std::string> warnings;  ///< what was left out, and why

  std::optional<std::uint32_t> Place(std::string_view code) const;
  std::optional<std::uint32_t> Activity(std::string_view code) const;
};

/// Left out, with a warning, so that nothing counts twice: groups of economies; regions and codes that hold others of
/// the data; sums beside the tree of a classification (nothing above or below them, where other codes of the data have
/// something above). What has no amount makes no total of the place or code above it. Left out as well: what is below
/// the sample's minima, and amounts below zero. A place or activity without value stays, with nothing.
/// Errors  NotFound: no rows of that year are left (with the years there are).
Result<Activities> ReadActivities(const Question& question, const ActivitySource& chosen, std::int64_t year);

/// A parameter `year` of questions about one year; without it, the last.
Parameter YearParameter();
std::int64_t ChosenYear(const Question& question, const ActivitySource& chosen);

/// A place as typed: an economy in any form, or the code or name of a region.
/// Errors  InvalidArgument with the nearest.
Result<std::string> ResolvePlace(const ActivitySource& chosen, const std::string& typed);

/// Names for people; missing where none is known.
Value NameOfPlace(const ActivitySource& chosen, const std::string& place);
Value NameOfActivity(const store::Classifications& classifications, const ActivitySource& chosen,
                     const std::string& activity);

/// The choice of a measure of proximity, for questions about the product space.
Parameter ProximityParameter();
econ::ProximityMeasure ChosenProximity(const Question& question);

/// The products nearest to one, of those the place has and other than itself, with their proximity:
/// "8541 0.62, 8542 0.55, 9030 0.50". Missing where nothing is near.
Value NearestPresent(const Activities& data, econ::ProximityMeasure measure, std::uint32_t place,
                     std::uint32_t product);

/// The loads behind it, for the receipt.
std::vector<SourceUse> SourcesOf(const Question& question, const ActivitySource& chosen);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_ACTIVITIES_H_
