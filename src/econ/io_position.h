#ifndef TENON_ECON_IO_POSITION_H_
#define TENON_ECON_IO_POSITION_H_

#include <cstddef>
#include <span>
#include <vector>

#include "econ/io_leontief.h"
#include "tenon/error.h"

namespace tenon::econ {

/// A table whose flows stand for all of each sector's output, whatever part of it left the table.
struct CorrectedTable {
  InputOutputTable table;
  std::vector<std::size_t> uncorrected;  ///< x_i and x_i - taken_i differ in sign or the latter is 0: row left as it is
};

/// Z_ij x_i / (x_i - taken_i): what went into inventories (or, for one economy, into inventories and net exports) is
/// used as the rest of the output is.
///
/// Errors     InvalidArgument: not one value a sector.
/// Reference  Antras, Chor, Fally & Hillberry 2012, American Economic Review 102(3) 412.
Result<CorrectedTable> CorrectFlows(const InputOutputTable& table, std::span<const double> taken);

/// How far each sector is from final use and from primary inputs, counted in stages of production.
struct Position {
  std::vector<double> upstreamness;    ///< row sums of G: 1 = all goes to final use
  std::vector<double> downstreamness;  ///< column sums of L: 1 = buys nothing from sectors
  double average_length =
      0;  ///< output / final use of the whole table: stages an average unit of final use went through
  double residual = 0;
};

/// U = (I - B)^-1 1 and D' = 1' (I - A)^-1 of the table the model was made of. Give it a corrected table for the open
/// measures: A and B are then both of the corrected flows, so one factorisation serves.
///
/// Errors     NotFound: final use sums to 0, so there is no average; those of Leontief::Solve.
/// Reference  Antras et al. 2012; Antras & Chor 2018 (downstreamness); Fally 2012 (length).
Result<Position> MeasurePosition(const Leontief& model);

}  // namespace tenon::econ

#endif  // TENON_ECON_IO_POSITION_H_
