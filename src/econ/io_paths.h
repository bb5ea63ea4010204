#ifndef TENON_ECON_IO_PATHS_H_
#define TENON_ECON_IO_PATHS_H_

#include <cstddef>
#include <span>
#include <vector>

#include "econ/io_leontief.h"
#include "tenon/error.h"

namespace tenon::econ {

struct PathOptions {
  double threshold = 0;               ///< in the unit of intensity x final demand; above 0
  std::size_t max_nodes = 5'000'000;  ///< nodes looked at before giving up
};

/// A supply path, from the product that is finally used to its supplier's supplier's ... supplier.
struct SupplyPath {
  std::vector<std::size_t> sectors;
  double value = 0;  ///< what the last of them contributes along this path
};

struct SupplyPaths {
  std::vector<SupplyPath> paths;  ///< every path with |value| >= threshold, largest first; equals by their sectors
  double total = 0;               ///< contribution of all paths: intensity' L final_demand
  double covered = 0;             ///< sum over `paths`
  std::size_t nodes = 0;          ///< looked at
};

/// Structural path analysis: every path whose contribution reaches the threshold, none left out.
///
///   value(k0, k1, ..., kt) = v_kt a_(kt k(t-1)) ... a_(k1 k0) f_k0
///
/// Branch and bound: below a node with flow w at sector k all contributions together are at most |w| m_k, with
/// m' = |v|' (I - |A|)^-1. A branch whose bound is below the threshold holds no path that reaches it.
///
/// Errors      InvalidArgument: lists that do not fit; a threshold that is not above 0; more nodes than max_nodes (says
///             how many, so that the threshold can be raised); those of Leontief::Of and Solve.
/// Complexity  O(n) a node.
/// Reference   Defourny & Thorbecke 1984, Economic Journal 94, 111; Lenzen 2003.
Result<SupplyPaths> FindSupplyPaths(const Leontief& model, std::span<const double> intensity,
                                    std::span<const double> final_demand, const PathOptions& options);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_PATHS_H_
