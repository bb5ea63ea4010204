#ifndef TENON_ECON_SHORTAGE_H_
#define TENON_ECON_SHORTAGE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "econ/amount.h"
#include "econ/concentration.h"
#include "econ/station.h"
#include "econ/supply_sampler.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Ends of a ramp. ramp(x; low, high) = clamp((x - low) / (high - low), 0, 1).
struct RampEnds {
  double low = 0;
  double high = 1;
};
double Ramp(double x, RampEnds ends);

/// (sum w_i x_i^p / sum w_i)^(1/p) over the values that are there; missing if none is.
/// REQUIRES: values >= 0, exponent > 0; as many weights as values, or none (= equal weights).
std::optional<double> PowerMean(std::span<const std::optional<double>> values, std::span<const double> weights,
                                double exponent);

/// The parts of the three sub-scores, in order of the sub-scores.
enum class Part {
  // denial: it is withheld
  kWithheldSupply,  ///< a: supply share of jurisdictions whose control names the segment and applies to the economy
  kForeignPatents,  ///< b: foreign-held share of the patent families x HHI of those holders' economies
  // scarcity: there is no other seller
  kSupplierHhi,
  kTopShare,
  kImportShare,  ///< imports / supply
  kSinglePoint,  ///< single point of failure in the chain graph: then imports / supply, 1 where that is unknown; else 0
  kLookThrough,  ///< look-through foreign exposure
  // incapacity: we cannot make it, and hold nothing they need
  kDiscovery,  ///< (strength + 1) / 2, or min(1, distance)
  kInvention,
  kProduction,
  kLeverage,
};
inline constexpr std::size_t kNumParts = 11;
/// "withheld_supply", "foreign_patents", "supplier_hhi", ...
std::string_view ToString(Part part);

enum class SubScore { kDenial, kScarcity, kIncapacity };
std::string_view ToString(SubScore score);
SubScore SubScoreOf(Part part);

/// A share foreign / (foreign + home) with the error of both.
struct ForeignShare {
  double value = 0;  ///< 0..1
  ErrorModel error = ValueError();
};

/// What an economy can do at a station, in [0, 1]. Make it by CapabilityOf.
struct Capability {
  double value = 0;
  std::vector<double> draws;  ///< ShortageOptions::draws of them; empty: taken as exact
};
/// (strength + 1) / 2; where the strength is missing min(1, distance); missing if both are.
std::optional<Capability> CapabilityOf(const StationStrength& station);

/// Everything known of one segment for one economy. What is left empty is "no data".
struct SegmentEvidence {
  std::optional<Supply> supply;  ///< who supplies it (to the world, or to the economy: the caller says which)
  ErrorModel supply_error = ValueError();
  /// Controls that name the segment and apply to the economy. Missing: no control list is loaded. Present and empty:
  /// lists are loaded, none applies; then a = 0, even without supply data.
  std::optional<Withholding> withholding;

  std::optional<Supply> patents;    ///< patent families by economy of the holder
  std::optional<std::size_t> home;  ///< the economy's place in patents->named; missing: not listed, so b is missing
  ErrorModel patents_error = CountError();

  std::optional<ForeignShare> import_share;
  std::optional<bool> single_point;  ///< missing: its place in the graph tells nothing (graph/dominator.h)
  std::optional<ForeignShare> look_through;

  std::optional<Capability> discovery, invention, production;
  std::optional<double> leverage;  ///< econ/leverage.h; 0..1

  /// Segments with the same number rest on the same rows: value and rank are those of the first of them, except that
  /// the group is a single point if any member is.
  std::optional<std::size_t> group;
};

struct ShortageOptions {
  RampEnds hhi{0.15, 0.60};
  RampEnds top_share{0.3, 0.9};
  RampEnds import_share{0, 1};
  RampEnds look_through{0, 0.5};
  double exponent = 3;            ///< of the power means; 1 .. 10
  double leverage_weight = 0.5;   ///< 0 .. 1
  double choked_threshold = 0.5;  ///< 0 .. 1
  double ramp_spread = 0.2;       ///< ramp ends vary by +- this; 0 .. 0.3
  double weight_shape = 10;       ///< Dirichlet of the three weights; above 0
  std::size_t first = 10;         ///< "among the first ten"
  std::size_t draws = 1000;       ///< 1 .. 100,000
  std::uint64_t seed = 1;
};

struct PartResult {
  std::optional<double> raw;     ///< before the ramp; missing = no data
  std::optional<double> scored;  ///< as it enters the sub-score, 0..1
  std::optional<Interval> raw_interval;
};

/// A score and the 5th to 95th percentile of its draws (IntervalAround); both missing where there is no data.
struct Score {
  std::optional<double> value;
  std::optional<Interval> interval;
};

struct SegmentShortage {
  std::array<PartResult, kNumParts> parts;  ///< by Part
  Score denial, scarcity, incapacity, overall;
  std::optional<double> supplier_scarcity;  ///< of HHI and top share alone, how few sell: what *choked* is judged on
  std::optional<double>
      choked_probability;           ///< that supplier scarcity or denial reaches the threshold; missing = no data
  std::optional<std::size_t> rank;  ///< 1 = the greatest shortage; equal values share the better rank
  std::optional<std::size_t> rank_low, rank_high;  ///< 5th and 95th percentile (econ/rank.h)
  std::optional<double> first_probability;         ///< that it is among the first `first`
  /// As many as asked for, draw d of one belonging to draw d of the others; none where the value is missing.
  std::vector<double> scarcity_draws, overall_draws, withheld_draws;  ///< the last of Part::kWithheldSupply, raw
};

/// Shortage of every segment for one economy, and how firm its rank is.
///
///   denial     1 - (1 - a)(1 - b)                                        it is withheld
///   scarcity   power mean of ramped supplier HHI, top share, imports / supply, single point, look-through
///   choked     the power mean of HHI and top share alone (few sell), or denial, reaches the threshold
///   incapacity clamp(1 - mean(discovery, invention, production) - 0.5 leverage, 0, 1)
///   overall    power mean of the three, weights 1/3
///
/// Parts without data are left out of these values; a sub-score without any part is missing, and so is a segment
/// without any sub-score (it has no rank). A place in the graph is not data: where the single-point part is the only
/// one, scarcity is missing. Leverage that is missing takes nothing off, and alone makes no incapacity.
///
/// A draw varies: weights Dirichlet(10, 10, 10) and ramp ends +-20 %, the same for all segments; amounts by their error
/// models; the part of a supply without a name between "infinitely many suppliers" and the more concentrated of "one
/// supplier" and "spread as the named are"; parts without data uniform in [0, 1]. A single point that cannot be told is
/// left out of the draws too: nothing about it is unknown. The choked probability leaves parts without data out, so
/// that ignorance chokes nobody. a: suppliers of unknown share have equal shares of what the known leave open, and in
/// the draws shares uniform on the simplex. Ranks count segments, not groups: five segments that share the first rank
/// are followed by rank 6.
///
/// Shape       one for each segment.
/// Errors      InvalidArgument, naming the segment's number: a share outside [0, 1], an amount negative or not finite,
///             lists of unequal length, a number of draws that differs from options.draws; options out of range.
/// Complexity  O(draws x suppliers); 100 segments x 200 suppliers x 1,000 draws take about 0.3 s.
/// Threads     one. Each segment has a random stream of its own, so other segments bear on it through ranks only. Draws
///             follow the order of suppliers, so give them sorted by name.
Result<std::vector<SegmentShortage>> MeasureShortage(std::span<const SegmentEvidence> segments,
                                                     const ShortageOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_SHORTAGE_H_
