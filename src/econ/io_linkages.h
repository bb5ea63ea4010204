#ifndef TENON_ECON_IO_LINKAGES_H_
#define TENON_ECON_IO_LINKAGES_H_

#include <span>
#include <vector>

#include "econ/io_leontief.h"
#include "tenon/error.h"

namespace tenon::econ {

enum class ForwardLinkage {
  kGhosh,     ///< row sums of G: what a sector's primary inputs push through its buyers
  kLeontief,  ///< row sums of L: what a sector makes when every sector's final demand rises by one
};

enum class LinkageScale {
  kPlain,      ///< the sums themselves
  kRasmussen,  ///< divided by their mean over all sectors: above 1 means above average
};

struct Linkages {
  std::vector<double> backward;  ///< column sums of L (= output multipliers)
  std::vector<double> forward;
  double residual = 0;
};

/// How strongly each sector pulls on those before it and pushes those behind it. No inverse is made: two solves.
///
///   backward_j = sum_i L_ij,   forward_i = sum_j G_ij = (L x)_i / x_i,   or sum_j L_ij
///
/// Errors      those of Leontief::Solve.
/// Reference   Rasmussen 1956, Studies in Inter-Sectoral Relations; Miller & Blair 2009, ch. 12.
Result<Linkages> MeasureLinkages(const Leontief& model, ForwardLinkage forward, LinkageScale scale);

/// m' = v' L: value added, employment or anything else that goes with output, per unit of final demand for each sector.
/// `intensity` is v: that thing per unit of output. With v = 1 it is the output multiplier.
/// Errors  InvalidArgument: not one intensity a sector; those of Leontief::Solve.
Result<std::vector<double>> Multipliers(const Leontief& model, std::span<const double> intensity);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_LINKAGES_H_
