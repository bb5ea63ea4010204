#ifndef TENON_ECON_INPUT_OUTPUT_H_
#define TENON_ECON_INPUT_OUTPUT_H_

#include <cstddef>
#include <span>
#include <vector>

#include "tenon/error.h"

namespace tenon::econ {

/// A dense matrix, row by row.
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> cells;

  Matrix() = default;
  Matrix(std::size_t num_rows, std::size_t num_columns)
      : rows(num_rows), columns(num_columns), cells(num_rows * num_columns, 0.0) {}
  static Matrix OneRow(std::span<const double> values);

  double& operator()(std::size_t i, std::size_t j) { return cells[i * columns + j]; }
  double operator()(std::size_t i, std::size_t j) const { return cells[i * columns + j]; }
  std::span<double> Row(std::size_t i) { return std::span(cells).subspan(i * columns, columns); }
  std::span<const double> Row(std::size_t i) const { return std::span(cells).subspan(i * columns, columns); }
};

/// What sectors deliver to each other, and what they make in all. One unit of money throughout.
struct InputOutputTable {
  Matrix flows;                ///< Z: Z_ij is what sector i delivers to sector j
  std::vector<double> output;  ///< x
};

/// Row sums of Z beside x: what is left for final use, x - Z 1.
std::vector<double> FinalUse(const InputOutputTable& table);
/// What is left of x after intermediate inputs, x - Z' 1: value added, and imports and taxes where Z holds neither.
std::vector<double> PrimaryInputs(const InputOutputTable& table);

/// A table without the sectors that make nothing.
struct ActiveSectors {
  InputOutputTable table;
  std::vector<std::size_t> kept;  ///< table's sector s is sector kept[s] of the whole
  struct Dropped {
    std::size_t sector = 0;
    double delivered = 0;  ///< row sum of Z: what went out with the sector; not 0 means that the table does not balance
    double bought = 0;     ///< column sum of Z
  };
  std::vector<Dropped> dropped;       ///< output 0
  std::vector<std::size_t> negative;  ///< sectors of the whole with an output below 0: kept as they are
};

/// Takes out every sector whose output is exactly 0, so that no coefficient divides by it or by a small number in its
/// place.
/// Errors  InvalidArgument: Z is not square, x not of its size, a cell not finite (it is named), no sector left.
Result<ActiveSectors> DropZeroOutput(const InputOutputTable& table);

/// values[kept[s]] for every s.
std::vector<double> Pick(std::span<const double> values, std::span<const std::size_t> kept);

}  // namespace tenon::econ

#endif  // TENON_ECON_INPUT_OUTPUT_H_
