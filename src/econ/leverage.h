#ifndef TENON_ECON_LEVERAGE_H_
#define TENON_ECON_LEVERAGE_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "econ/amount.h"
#include "tenon/error.h"

namespace tenon::econ {

/// One hold of an economy e on another: a segment of which e supplies part of the other's need.
struct Hold {
  std::size_t over = 0;  ///< the other economy
  std::size_t segment = 0;
  double share = 0;     ///< of e in the other's supply of the segment
  double scarcity = 0;  ///< of the segment for the other
  double value = 0;     ///< share x scarcity
};

struct HoldInput {
  std::size_t economies = 0;
  std::size_t segments = 0;
  std::vector<Amount> share;     ///< [over * segments + segment]; missing = no data
  std::vector<Amount> scarcity;  ///< the same shape
};

struct Leverage {
  std::vector<Amount> over;  ///< leverage over each economy: its strongest hold; missing where no hold is known
  std::vector<Hold> holds;   ///< every known hold with a value above 0, by economy, the strongest first
};

/// For whom are we the choke point? Leverage of e over o = the maximum over segments t of
/// (share of e in o's supply of t) x (scarcity of t for o).
///
/// Errors      InvalidArgument: lists not of economies x segments, a share or scarcity outside [0, 1].
/// Complexity  O(economies x segments log).
Result<Leverage> MeasureLeverage(const HoldInput& input);

/// Leverage of e at a segment: the supply-share-weighted mean, over its suppliers o, of e's leverage over o. Suppliers
/// whose amount or leverage is unknown are left out, and e itself is no supplier of itself; missing if none is left.
///
/// Shape       `supply` and `over`: one for each economy. REQUIRES: equal lengths.
std::optional<double> LeverageAtSegment(std::span<const Amount> supply, std::span<const Amount> over,
                                        std::size_t economy);

}  // namespace tenon::econ

#endif  // TENON_ECON_LEVERAGE_H_
