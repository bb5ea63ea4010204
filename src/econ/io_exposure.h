#ifndef TENON_ECON_IO_EXPOSURE_H_
#define TENON_ECON_IO_EXPOSURE_H_

#include <cstddef>
#include <span>
#include <vector>

#include "econ/io_leontief.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Which sectors belong together: an economy in a table of many.
struct Grouping {
  std::vector<std::size_t> group_of;  ///< one for each sector, below num_groups
  std::size_t num_groups = 0;
};

/// Where a sector's inputs come from. NaN: the sector buys nothing.
struct Exposure {
  Matrix face_value;    ///< [group][sector]: share of the sector's direct inputs
  Matrix look_through;  ///< [group][sector]: share of all output that goes into one unit of the sector, itself included
  double residual = 0;
};

/// Exposure of every sector to every group of suppliers, at face value and looking through the suppliers' suppliers.
///
///   face_gj = sum_{i in g} A_ij / sum_i A_ij,   look_gj = sum_{i in g} L_ij / sum_i L_ij
///
/// `imported`: inputs from outside the table per unit of output (a table of one economy), or empty. They form one more
/// group, the last, that itself buys nothing: looking through ends at the border.
///
/// Shape       num_groups rows, one more where `imported` is given. Every column sums to 1.
/// Errors      InvalidArgument: lists that do not fit; those of Leontief::Solve.
/// Complexity  one solve a group; no inverse.
/// Reference   Baldwin, Freeman & Theodorakopoulos 2023, Brookings Papers on Economic Activity (hidden exposure): there
///             the measure is the foreign part of L's column.
Result<Exposure> MeasureExposure(const Leontief& model, const Grouping& suppliers, std::span<const double> imported);

/// What part of each sector's output crosses the border of its group.
struct SoldAbroad {
  std::vector<double> direct;  ///< sold by the sector itself to other groups, for whatever use / x
  std::vector<double> total;   ///< that and what goes abroad inside the output of others at home
};

/// total = G_home (e / x) with G_home of the flows within the group and e the direct sales abroad.
///
/// `final_abroad`: final use by other groups, one for each sector (for one economy: all exports).
///
/// Errors      InvalidArgument: lists that do not fit; a group without inverse.
/// Complexity  one factorisation a group.
/// Reference   Imbs & Pauwels 2025 (openness at high order).
Result<SoldAbroad> MeasureSoldAbroad(const InputOutputTable& table, const Grouping& homes,
                                     std::span<const double> final_abroad);

/// The sectors of each group, in order.
std::vector<std::vector<std::size_t>> Members(const Grouping& grouping);
/// Flows and output within some sectors.
InputOutputTable Within(const InputOutputTable& table, std::span<const std::size_t> sectors);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_EXPOSURE_H_
