#ifndef TENON_ECON_IO_EXTRACTION_H_
#define TENON_ECON_IO_EXTRACTION_H_

#include <cstddef>
#include <span>
#include <vector>

#include "econ/io_leontief.h"
#include "tenon/error.h"

namespace tenon::econ {

/// What of a sector is taken away; buyers turn to suppliers outside the table.
enum class Extraction {
  kSector,     ///< the share of everything it sells, to sectors and to final use; at 1 the sector is gone
  kSales,      ///< the share of what it sells to sectors
  kPurchases,  ///< the share of what it buys from sectors
};

/// What would be lost, one entry a sector k.
struct ExtractionLosses {
  std::vector<double>
      step;  ///< activity taken out at k: the loss of sector i is L_ik step_k (without k's own unit for kPurchases)
  std::vector<double> total;     ///< output lost in all sectors
  std::vector<double> own;       ///< output lost in k itself
  std::vector<double> weighted;  ///< sum over all sectors of intensity x output lost, e.g. value added
};

/// Hypothetical extraction of every sector, one at a time, in closed form from L.
///
///   kSector     row k of A and f_k scaled by 1 - a:   step = a x_k / (1 - a + a L_kk)
///   kSales      row k of A scaled by 1 - a:           step = a (x_k - f_k) / (1 + a (L_kk - 1))
///   kPurchases  column k of A scaled by 1 - a:        step = a x_k / (1 + a (L_kk - 1))
///
///   loss_i = L_ik step;  for kPurchases (L_ik - [i = k]) step.  At a = 1 kSector gives x_k colsum_k(L) / L_kk.
///
/// Each is a rank-one change of I - A (Sherman-Morrison). Losses are in the unit of x.
///
/// REQUIRES    inverse is L of the model that has x.
/// Errors      InvalidArgument: the share is not in [0, 1]; not one final use and one intensity a sector.
/// Complexity  O(n^2) for all sectors together.
/// Reference   Dietzenbacher & Lahr 2013, Economic Systems Research 25(3) 341; Miller & Blair 2009, ch. 12.
Result<ExtractionLosses> ExtractEach(const Matrix& inverse, std::span<const double> output,
                                     std::span<const double> final_use, std::span<const double> intensity,
                                     Extraction extraction, double share);

/// The same for one sector by one solve, also beyond the size up to which an inverse is made: output lost, by sector.
/// Errors  as ExtractEach; no such sector; those of Leontief::Solve.
Result<std::vector<double>> ExtractOne(const Leontief& model, std::size_t sector, std::span<const double> final_use,
                                       Extraction extraction, double share);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_EXTRACTION_H_
