#ifndef TENON_ECON_IO_SHOCK_H_
#define TENON_ECON_IO_SHOCK_H_

#include <cstddef>
#include <span>
#include <vector>

#include "econ/input_output.h"
#include "tenon/error.h"

namespace tenon::econ {

/// What is hit. Shares of the undisturbed size, 0 (nothing) to 1 (all).
struct Shock {
  std::vector<double> supply;  ///< capacity lost, one for each sector
  std::vector<double> demand;  ///< final demand lost, one for each sector
};

struct ShockOptions {
  std::size_t rounds = 10;       ///< of adaptation after the shock; 1 .. 1,000
  double spare_capacity = 0.05;  ///< what every sector can make beyond its undisturbed output, as a share of it; 0 .. 1
  /// Share of an unfilled order that a buyer moves, each round, to suppliers of the same product that have capacity to
  /// spare; 0 (nobody can be replaced) .. 1.
  double substitution = 0;
};

struct ShockPath {
  std::vector<double> output;        ///< of all sectors: undisturbed, shocked, after each further round
  std::vector<double> final_served;  ///< final demand that is met, likewise
  std::vector<double> last_output;   ///< by sector, in the last round
  std::vector<double> last_served;   ///< final demand met by sector, in the last round
};

/// How far a shock to capacity or to final demand reaches, and how much of it buyers mend by turning to others.
///
/// In each round, with who buys from whom given:
///
///   d = L f                       what everybody would make; of it orders_i = sum_j a_ij d_j go to sectors
///   x_j = d_j min(capacity_j / d_j, min over products p of sum_{i in p} a_ij filled_i / sum_{i in p} a_ij)
///   filled_i = min(1, (x_i + s_i) / orders_i)
///
/// sectors are served before final users, each with the same part of its order; a buyer makes no more than its scarcest
/// product allows, and takes no more of the others. From (x, filled) = (capacity, 1) these two are repeated until they
/// stand: they only fall. Final users then get min(f_i, x_i + s_i - what sectors take), and output is what that and the
/// sectors' needs sum to. s_i is what comes out of inventories where final use is negative on the whole: it goes on
/// coming. Between rounds buyers move `substitution` of what was not filled to suppliers of the same product, in
/// proportion to their spare capacity and no more than that: a_ij changes, the need for the product does not.
///
/// There are no stocks, prices or recovery: it says how far a shock would reach, not what it would cost. A demand shock
/// alone gives L f. `product_of`: sectors with the same number make the same product (an industry in every economy).
///
/// Errors      InvalidArgument: lists that do not fit; a share outside its range; an output that is not above 0; a
/// table
///             without inverse. NotConverged: x and filled still fall after 10,000 repetitions.
/// Complexity  two factorisations a round.
/// Reference   sectors before final users: Hallegatte 2008, Risk Analysis 28(3) 779; bottlenecks of Leontief producers:
///             Pichler & Farmer 2022, Economic Systems Research 34(3) 273. This is a smaller model than either.
Result<ShockPath> SpreadShock(const InputOutputTable& table, std::span<const double> final_use,
                              std::span<const std::size_t> product_of, const Shock& shock,
                              const ShockOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_SHOCK_H_
