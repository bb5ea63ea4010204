#ifndef TENON_ECON_STATION_H_
#define TENON_ECON_STATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "econ/amount.h"
#include "tenon/error.h"

namespace tenon::econ {

/// The steps from research to application to production, in order; people and money stand beside the way.
enum class Station { kDiscovery, kInvention, kCrossing, kProduct, kProduction, kTrade, kPeople, kMoney };
/// "discovery", "invention", ...
std::string_view ToString(Station station);
constexpr bool OnTheWay(Station station) { return station <= Station::kTrade; }

/// A measure over economies: works, patent families, USD, tonnes.
struct Distribution {
  std::vector<Amount> economies;  ///< one for each economy; groups of economies must not stand among them
  Amount world;                   ///< the source's own world total; missing: the sum over the economies
  ErrorModel error = ValueError();
};

/// Does the measure add over segments (USD do, tonnes of different minerals do not)?
enum class Additivity { kAdds, kDoesNotAdd };

struct StationInput {
  const Distribution* segment = nullptr;  ///< m_es
  const Distribution* all = nullptr;      ///< m_e over all segments; nullptr where additivity is kDoesNotAdd
  std::size_t economy = 0;                ///< index into `economies` of both
  Additivity additivity = Additivity::kAdds;
};

struct DrawOptions {
  std::size_t draws = 1000;  ///< 1 .. 1,000,000
  std::uint64_t seed = 1;
  std::uint64_t stream = 0;  ///< two stations or segments that must vary independently take different streams
};

/// How well one economy does at one station of one segment. Draw d of one field belongs to draw d of the others.
/// Fields are missing (and their draws empty) where they have no meaning or no data.
struct StationStrength {
  Amount amount;                      ///< m_es
  Amount world;                       ///< m_s(world)
  std::optional<double> level;        ///< S = m_es / m_s(world)
  std::optional<double> size;         ///< E = m_e(all) / m(all, world)
  std::optional<double> strength;     ///< (S/E - 1) / (S/E + 1), in [-1, 1]; 0 = as large here as everywhere
  std::optional<double> distance;     ///< S / share of the leader, in [0, 1]; 1 = is the leader
  std::optional<std::size_t> leader;  ///< economy with the largest amount; the first of equals
  std::vector<double> level_draws, strength_draws, distance_draws;
  std::optional<Interval> level_interval, strength_interval, distance_interval;
};

/// Strength, level and distance of an economy at a station, with draws of what they may truly be.
///
/// The strength is missing where the measure does not add over segments, where the economy has nothing in `all`, and
/// where the world has nothing in the segment. An economy that the data names with 0 has strength -1; one it does not
/// name has no amount, hence nothing but `world` and `leader`. In a draw every economy's amount varies by the error
/// model. A world total of the source's own may be more than the sum of its economies (some are not listed) or less
/// (whole counting): the others together are scaled to world - amount, and vary as those that are listed do.
///
/// Errors      InvalidArgument: an amount is negative or not finite; a world total below the economy's own amount;
///             economy out of range; draws out of range.
/// Complexity  O(draws x economies).
/// Threads     one; the draws follow the order of `economies`, so give them sorted by name.
/// Reference   (RCA - 1) / (RCA + 1): Laursen 2015, doi 10.1007/s40821-014-0017-1, after Balassa 1965.
Result<StationStrength> MeasureStation(const StationInput& input, const DrawOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_STATION_H_
