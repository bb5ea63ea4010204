#ifndef TENON_ECON_IO_VALUE_ADDED_H_
#define TENON_ECON_IO_VALUE_ADDED_H_

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "econ/input_output.h"
#include "econ/io_exposure.h"
#include "econ/io_leontief.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Leontief decomposition: whose value added is in what.
///
///   V^ L E^:  cell (i, j) is the value added of sector i in e_j, what sector j delivers to final use or exports
///
/// REQUIRES  v and e of L's size.
/// Reference Leontief 1936; as in Hummels, Ishii & Yi 2001 for exports.
Matrix ValueAddedIn(const Matrix& inverse, std::span<const double> v, std::span<const double> e);

/// The sixteen parts of gross exports, in the order and by the names of the paper.
enum class ExportPart {
  kDvaFin,       ///< home value added in final goods
  kDvaInt,       ///< home value added in intermediates that the importer uses for its own final use
  kDvaIntRexI1,  ///< ... that the importer turns into intermediates for third economies' own final use
  kDvaIntRexF,   ///< ... that the importer turns into final goods for third economies
  kDvaIntRexI2,  ///< ... that the importer turns into intermediates for third economies' exports of final goods
  kRdvFin,       ///< home value added that returns in final goods of the importer
  kRdvFin2,      ///< ... in final goods of third economies
  kRdvInt,       ///< ... in intermediates, for final use at home
  kDdcFin,       ///< home value added counted twice: behind exports of final goods
  kDdcInt,       ///< ... behind exports of intermediates
  kMvaFin,       ///< the importer's value added in final goods
  kMvaInt,       ///< ... in intermediates
  kMdc,          ///< the importer's value added, counted twice
  kOvaFin,       ///< third economies' value added in final goods
  kOvaInt,       ///< ... in intermediates
  kOdc,          ///< third economies' value added, counted twice
};
inline constexpr std::size_t kNumExportParts = 16;
/// "DVA_FIN", "DVA_INT", ...
std::string_view ToString(ExportPart part);

/// Exports of one sector to one economy, and what they are made of.
struct ExportFlow {
  std::size_t sector = 0;
  std::size_t importer = 0;
  double gross = 0;
  std::array<double, kNumExportParts> parts{};  ///< sum to gross
};

/// What a table of many economies needs beside Z and x.
struct WorldTable {
  InputOutputTable table;
  Grouping economies;
  Matrix final_use;  ///< [economy][sector]: what the economy's final users take from the sector
};

struct ExportDecomposition {
  std::vector<ExportFlow> flows;
  /// [economy][sector]: value added of the economy in a unit that the sector delivers, whichever way it came.
  Matrix origins;
  std::optional<double> error_bound;  ///< of an iterated model: no output behind the parts is further off
};

/// All exports of one economy by sector and importer, split into the sixteen parts of Wang, Wei & Zhu.
///
/// v = 1 - column sum of A: everything that is no intermediate input counts as value added of the sector's economy, so
/// that the parts sum to gross exports. x is Z 1 + final use, computed anew: a table that does not balance to rounding
/// is refused.
///
/// Shape       sectors of the exporter x other economies, by importer, then sector.
/// REQUIRES    `model` is that of the table.
/// Errors      InvalidArgument: lists that do not fit; rows that differ from x by more than 1 % of x + 0.1 % of the
///             mean output; those of Leontief::Of and Solve.
/// Complexity  four solves an economy, and one factorisation of its own sectors; no inverse of the whole.
/// Reference   Wang, Wei & Zhu 2013 (revised 2018), NBER working paper 19677, equation (22).
Result<ExportDecomposition> DecomposeExports(const WorldTable& world, const Leontief& model, std::size_t exporter);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_VALUE_ADDED_H_
