#ifndef TENON_ECON_BREAK_H_
#define TENON_ECON_BREAK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "econ/station.h"
#include "tenon/error.h"

namespace tenon::econ {

enum class BreakKind {
  kNoRoot,            ///< discovery is weak
  kStuckAtPaper,      ///< strong discovery, weak invention or crossing
  kStuckBeforePlant,  ///< strong invention, weak product or production
  kDoesNotSell,       ///< production, no exports
  kStartsBelow,  ///< below the world where the data begin, and what lies before has no data: none of the above can be
                 ///< told
};
/// "no_root", "stuck_at_paper", "stuck_before_plant", "does_not_sell", "starts_below".
/// The fifth kind of the design, *choked*, is a judgement on suppliers: econ/shortage.h.
std::string_view ToString(BreakKind kind);

/// One station on the way with its strength and the draws of it.
struct StationReading {
  Station station = Station::kDiscovery;
  std::optional<double> strength;
  std::vector<double> draws;  ///< empty: no interval, hence no judgement
};
/// The way of one segment. Shape: in the order of Station, each at most once, none beside the way.
using StationProfile = std::vector<StationReading>;

/// What can be said of one step of the way.
enum class StepState {
  kBreak,      ///< the fall is above delta with at least the required probability
  kUncertain,  ///< more likely than not, but below the required probability
  kNone,
  kNoInterval,  ///< a strength without draws: no judgement
};
std::string_view ToString(StepState state);

/// A step between neighbouring stations with data, or the start: from "the world" to the first station with data.
struct Step {
  std::optional<Station> from;  ///< missing: the start
  Station to = Station::kDiscovery;
  bool across_missing = false;   ///< stations between have no data: the break is somewhere between
  std::vector<BreakKind> kinds;  ///< one; several where the break is somewhere between
  double fall = 0;               ///< strength before - strength after; at the start: -strength
  std::optional<Interval> fall_interval;
  std::optional<double> probability;  ///< that the fall is above delta; missing without intervals
  double margin = 0;                  ///< fall - delta; negative = that far from a break
  StepState state = StepState::kNone;
  std::optional<double> robustness;  ///< share of the robustness draws in which the judgement "break" is made
};

struct BreakOptions {
  double delta = 0.3;        ///< a fall above this is a break; 0 .. 2
  double probability = 0.9;  ///< required; 0.5 .. 1
  double delta_low = 0.2;    ///< robustness: delta is uniform between these
  double delta_high = 0.4;
  std::size_t draws = 1000;  ///< of the robustness; 1 .. 1,000,000
  std::uint64_t seed = 1;
};

/// Where the way breaks: every step between stations with data, in order, with its judgement.
///
/// A step is a break if P(fall > delta) >= probability over the draws (draw d of one station against draw d of the
/// next); at the first station with data the fall is counted from 0, the world's own strength. Kinds by where the fall
/// lands: invention, crossing -> stuck at the paper; product, production -> stuck before the plant; trade -> does not
/// sell; the start at discovery -> no root, at a later station -> starts below. Across missing stations every kind
/// between is possible and listed.
///
/// `variants` are the same way measured otherwise (another window of years, measure, counting). A robustness draw takes
/// a variant (uniform over those with data and draws at both ends of the step; `base` is always one of them) and a
/// delta, and repeats the judgement at that step: so 0.4 means that in four of ten defensible settings it is called a
/// break.
///
/// Errors      InvalidArgument: stations out of order or beside the way; draws of unequal number in one profile;
/// options
///             out of range.
/// Complexity  O(steps x variants x n log n) for n draws of strength.
Result<std::vector<Step>> FindBreaks(const StationProfile& base, std::span<const StationProfile> variants = {},
                                     const BreakOptions& options = {});

/// The break to name first: of the steps that are breaks the one with the largest fall, the earlier of equals; nullptr
/// if none.
const Step* DeepestBreak(std::span<const Step> steps);

}  // namespace tenon::econ

#endif  // TENON_ECON_BREAK_H_
