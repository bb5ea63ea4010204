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
  std::size_t periods = 50;      ///< 1 .. 10,000
  double spare_capacity = 0.05;  ///< what every sector can make beyond its undisturbed output, as a share of it; 0 .. 1
  /// Share of an unfilled order that a buyer moves, each period, to suppliers of the same product that have capacity to
  /// spare; 0 (nobody can be replaced) .. 1.
  double substitution = 0;
};

struct ShockPath {
  std::vector<double> output;        ///< of all sectors, one for each period, the undisturbed first
  std::vector<double> final_served;  ///< final demand that is met, likewise
  std::vector<double> last_output;   ///< by sector, in the last period
  std::vector<double> last_served;   ///< final demand met by sector, in the last period
  double last_change = 0;  ///< largest change of a sector in the last step, as a share of its undisturbed output
};

/// Spreads a shock over the table period by period: suppliers that cannot fill all orders give every buyer the same
/// part, and a buyer makes no more than its scarcest product allows.
///
///   orders_ij = a_ij plan_j,  demand_i = sum_j orders_ij + f_i,  plan_i = min(capacity_i, demand_i)
///   x_j = plan_j min over products p of (sum_{i in p} filled_i a_ij / sum_{i in p} a_ij),  filled_i = min(1, x_i /
///   demand_i)
///
/// with orders, demand and filled of the period before. After each period buyers move `substitution` of what was
/// not filled to suppliers of the same product, in proportion to their spare capacity: a_ij changes, the need for the
/// product does not. There are no stocks and no prices: it answers how far a shock would reach, not what it would cost.
/// With a demand shock alone the path ends at L f.
///
/// `product_of`: sectors with the same number make the same product (a sector of one industry in every economy).
/// Sectors that deliver negative amounts are left as they are.
///
/// Errors      InvalidArgument: lists that do not fit; a share outside its range; an output that is not above 0.
/// Complexity  O(n^2) a period.
/// Reference   proportional rationing: Hallegatte 2008, Risk Analysis 28(3) 779; Pichler & Farmer 2022, Economic
/// Systems
///             Research 34(3) 273. This is a smaller model than either: no stocks, no recovery.
Result<ShockPath> SpreadShock(const InputOutputTable& table, std::span<const double> final_use,
                              std::span<const std::size_t> product_of, const Shock& shock,
                              const ShockOptions& options = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_SHOCK_H_
